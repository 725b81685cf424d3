using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Trainyard.Architecture.Tests;

/// <summary>The compose file, as far as the tests look at it.</summary>
/// <param name="Services">The containers by name.</param>
internal sealed record Compose(IReadOnlyDictionary<string, Container> Services)
{
    public static Compose Read()
    {
        var text = string.Join('\n', Repository.Lines("docker-compose.yml"));
        var file = new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(text))));
        return new(Map(file["services"]).ToDictionary(service => (string)service.Key, service => Of(service.Value)));
    }

    private static Container Of(object service)
    {
        var fields = Map(service);
        return new(
            Texts(fields, "command"),
            Texts(fields, "ports"),
            new(
                fields.TryGetValue("read_only", out var isReadOnly) && $"{isReadOnly}" == "true",
                Texts(fields, "cap_drop"), Texts(fields, "security_opt"),
                [.. new[] { "mem_limit", "pids_limit", "logging" }.Where(fields.ContainsKey)]),
            [.. Texts(fields, "volumes").Select(Mount.Of)],
            fields.TryGetValue("environment", out var environment)
                ? Map(environment).ToDictionary(one => (string)one.Key, one => $"{one.Value}")
                : []);
    }

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static string[] Texts(Dictionary<object, object> fields, string name) =>
        fields.TryGetValue(name, out var list) ? [.. ((List<object>)list).Select(one => $"{one}")] : [];
}

/// <summary>A container.</summary>
internal sealed record Container(
    IReadOnlyList<string> Command, IReadOnlyList<string> Ports, Confinement Confinement, IReadOnlyList<Mount> Volumes,
    IReadOnlyDictionary<string, string> Environment);

/// <summary>What a container may not do.</summary>
/// <param name="IsRootReadOnly">Whether its files can't be changed, but for its volumes.</param>
/// <param name="Dropped">The capabilities that it goes without.</param>
/// <param name="Options">Of these, that it can't get new privileges.</param>
/// <param name="Limits">What has a limit.</param>
internal sealed record Confinement(
    bool IsRootReadOnly, IReadOnlyList<string> Dropped, IReadOnlyList<string> Options, IReadOnlyList<string> Limits);

/// <summary>A volume, or a folder of the host, in a container.</summary>
internal sealed record Mount(string Source, string Path, bool IsReadOnly)
{
    public static Mount Of(string text) => text.Split(':') switch
    {
        [var source, var path] => new(source, path, false),
        [var source, var path, "ro"] => new(source, path, true),
        _ => throw new ArgumentException($"'{text}' mounts nothing that is known here.", nameof(text)),
    };
}
