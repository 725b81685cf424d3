using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace Trainyard.Hosting.Telemetry;

/// <summary>An event as a line of the log, whatever its properties hold; an exception follows, indented, so that no
/// line of it looks like an event.</summary>
/// <param name="withStacks">Whether it is said where an exception came from, or only what it says.</param>
internal sealed class PrintableLines(bool withStacks = true) : ITextFormatter
{
    private readonly MessageTemplateTextFormatter _line =
        new("{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}");

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        _line.Format(logEvent, line);
        output.WriteLine(Printable.Of(line.ToString()));
        if (logEvent.Exception is not { } exception)
            return;
        if (!withStacks)
        {
            Say(exception, line.ToString(), output);
            return;
        }

        foreach (var part in exception.ToString().EnumerateLines())
            output.WriteLine("  " + Printable.Of(part.ToString()));
    }

    /// <summary>The innermost says what went wrong; what the line has said already is not said again.</summary>
    private static void Say(Exception exception, string line, TextWriter output)
    {
        var message = exception.GetBaseException().Message;
        if (!line.Contains(message, StringComparison.Ordinal))
            output.WriteLine("  " + Printable.Of(message));
    }
}

/// <summary>An event as a JSON document on a line.</summary>
internal sealed class PrintableJson : ITextFormatter
{
    private readonly RenderedCompactJsonFormatter _json = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        _json.Format(logEvent, line);
        output.WriteLine(Printable.Of(line.ToString().TrimEnd()));
    }
}
