using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Doctor;

/// <summary><c>trainyard doctor</c>: reads stores, queues and blobs, and lists what breaks a promise.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Option<bool> Deep = new("--deep")
    {
        Description = "Also read every blob, and hold its bytes against its digest.",
    };

    public static Command Create()
    {
        var command = new Command(
            "doctor",
            "List what breaks a promise in stores, queues and blobs; exit code 0 when nothing does, 2 when something "
            + "does, 1 when something can't be read. Reads only, whether services run or not.")
        {
            Deep, YardOptions.Json,
        };
        command.WithStores().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var yard = parsed.OpenStores();
        var diagnosis = await Examination.Of(yard.Services, parsed.GetValue(Deep), cancellation);
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(AsJson(diagnosis));
        else
            Print(diagnosis, Invocation.SameYard(parsed), YardFolder.IsServed(parsed.GetValue(StoreOptions.Data)!));
        return diagnosis.ExitCode;
    }

    private static void Print(Diagnosis diagnosis, string sameYard, bool isServed)
    {
        foreach (var (service, violation) in diagnosis.Findings)
        {
            Screen.Line($"{violation.Kind}  {violation.Id}");
            var since = violation.Since is { } at ? $"since {at.UtcDateTime:u}, " : "";
            Screen.Line($"  {since}found by {service}");
            Screen.Line($"  {violation.What}");
            Screen.Line($"  {ServerWords.Of(violation.Remedy, sameYard)}");
            Screen.Line();
        }

        foreach (var sentence in diagnosis.Waiting)
            Screen.Line(sentence);
        if (diagnosis.Waiting.Count > 0)
        {
            Screen.Line(isServed
                ? $"The services do that once they run: {Invocation.Command} up{sameYard}"
                : "The services do that once they run, or the next run in the folder does.");
        }

        foreach (var (what, command) in diagnosis.GivenUp)
        {
            Screen.Line(what);
            if (command is not null)
                Screen.Line($"  It is not tried again. What it was about: {Invocation.Command} {command}{sameYard}");
        }

        foreach (var (service, reason) in diagnosis.Unreadable)
            Screen.Error($"The store of {service} can't be read: {reason}");
        var count = diagnosis.Findings.Count;
        Screen.Line(count > 0 ? $"{count} {(count == 1 ? "finding" : "findings")}."
            : diagnosis.Unreadable.Count > 0 ? "Nothing else was found."
            : $"Nothing breaks a promise. Looked at: {string.Join(", ", diagnosis.LookedAt)}.");
    }

    private static JsonObject AsJson(Diagnosis diagnosis) => new()
    {
        ["lookedAt"] = JsonSerializer.SerializeToNode(diagnosis.LookedAt, Web),
        ["findings"] = new JsonArray(
        [
            .. diagnosis.Findings.Select(found =>
            {
                var finding = (JsonObject)JsonSerializer.SerializeToNode(found.Violation, Web)!;
                finding["service"] = found.Service;
                return finding;
            }),
        ]),
        ["waiting"] = JsonSerializer.SerializeToNode(diagnosis.Waiting, Web),
        ["givenUp"] = JsonSerializer.SerializeToNode(diagnosis.GivenUp, Web),
        ["unreadable"] = JsonSerializer.SerializeToNode(diagnosis.Unreadable, Web),
    };
}
