using System.Text.Json;
using CsCheck;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_log_line_holds_what_others_wrote
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(
        Gen.OneOf("\u001b[2J", "\r\n", "\n12:00:00.000 INF forged", "\0", "\u0085", "\u202e", "\u2028", "\u007f", "a",
            "{x}", "é", "😀", "\ud800", "\t"), Gen.String).Array[0, 6].Select(string.Concat);

    [Fact]
    public void Should_be_one_line_without_control_characters() => Text.Sample(text =>
    {
        var line = Written(new PrintableLines(), text, exception: null);

        Assert.EndsWith(Environment.NewLine, line, StringComparison.Ordinal);
        Assert.DoesNotContain(line.TrimEnd('\n'), IsControl);
    }, iter: 2000);

    [Fact]
    public void Should_be_one_JSON_document_without_control_characters() => Text.Sample(text =>
    {
        var line = Written(new PrintableJson(), text, exception: null);

        using var document = JsonDocument.Parse(line);
        Assert.DoesNotContain(line.TrimEnd('\n'), IsControl);
    }, iter: 2000);

    [Fact]
    public void Should_indent_each_line_of_an_exception() => Text.Sample(text =>
    {
        var lines = Written(new PrintableLines(), "failed", new IOException(text)).TrimEnd('\n').Split('\n');

        Assert.All(lines[1..], line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(string.Concat(lines), IsControl);
    }, iter: 2000);

    private static bool IsControl(char c) =>
        (char.IsControl(c) && c != '\t') || c is '\u202e' or '\u2028';

    private static string Written(ITextFormatter formatter, string text, Exception? exception)
    {
        var sink = new OneLine(formatter);
        using (var logger = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger())
            logger.Error(exception, "Asked by {By}: {@Whole}", text, new { text });
        return sink.Line;
    }

    private sealed class OneLine(ITextFormatter formatter) : ILogEventSink
    {
        public string Line { get; private set; } = "";

        public void Emit(LogEvent logEvent)
        {
            using var writer = new StringWriter();
            formatter.Format(logEvent, writer);
            Line = writer.ToString();
        }
    }
}
