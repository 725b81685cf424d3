using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Cli.Terminal;

/// <summary>Standard output for what was asked for, standard error for all else. Plain when piped, and without control
/// characters of others.</summary>
internal static class Screen
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly IAnsiConsole ErrorConsole = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static bool _isPlain;

    /// <summary>Why nothing can be written to standard output any more; null while it can. What is under way goes on
    /// without it, and the command says so at its end.</summary>
    public static string? Unwritable { get; private set; }

    /// <summary>A command begins.</summary>
    public static void Begin() => Unwritable = null;

    /// <summary>Whether a person looks on: bars move, colours show.</summary>
    public static bool IsLive => !IsOutputPlain && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>How wide a line may be for a person; null where a program reads.</summary>
    public static int? Width => IsOutputPlain ? null : AnsiConsole.Profile.Width;

    private static bool IsOutputPlain => _isPlain || Console.IsOutputRedirected;

    /// <summary>Plain from now on, whatever the process writes to: for whoever puts a writer in the place of the
    /// terminal.</summary>
    public static void BePlain() => _isPlain = true;

    public static void Line(string text = "")
    {
        if (Unwritable is not null)
            return;
        try
        {
            Console.Out.WriteLine(Printable.Of(text, keepLines: true));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unwritable = failure.Message;
        }
    }

    /// <summary>A line with markup; the markup is left out where nobody sees colours.</summary>
    public static void Markup(string markup)
    {
        if (IsOutputPlain)
            Line(markup.RemoveMarkup());
        else
            AnsiConsole.MarkupLine(Printable.Of(markup, keepLines: true));
    }

    public static void Json(JsonNode node) => Line(node.ToJsonString(Indented));

    public static string OneLine(JsonNode node) => node.ToJsonString(Compact);

    public static void Error(string message)
    {
        message = Printable.Of(message, keepLines: true);
        try
        {
            if (_isPlain || Console.IsErrorRedirected)
                Console.Error.WriteLine(message);
            else
                ErrorConsole.MarkupLineInterpolated($"[red]{message}[/]");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say it; what is under way goes on without it.
        }
    }
}
