using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace Trainyard.Hosting.Telemetry;

/// <summary>An event as a line of the log, whatever its properties hold; an exception follows, indented, so that no
/// line of it looks like an event.</summary>
internal sealed class PrintableLines : ITextFormatter
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
        foreach (var part in exception.ToString().EnumerateLines())
            output.WriteLine("  " + Printable.Of(part.ToString()));
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
