using MassTransit;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Hosting.Tests;

public sealed class When_two_wrote_at_once
{
    [Fact]
    public void Should_be_logged_only_where_it_is_not_tried_again()
    {
        var sink = new Lines();
        var changed = new ConcurrencyException("It was changed meanwhile.", typeof(object), Guid.NewGuid());
        using (var logger = Logging.Configure(new LoggerConfiguration(), new LogSettings(), ["pipeline"])
            .WriteTo.Sink(sink).CreateLogger())
        {
            logger.Warning(changed, "R-RETRY");
            logger.Warning(new IOException("It is away."), "R-RETRY of something else");
            logger.Error(changed, "R-FAULT");
        }

        Assert.Equal(["R-RETRY of something else", "R-FAULT"], sink.Written);
    }

    private sealed class Lines : ILogEventSink
    {
        public List<string> Written { get; } = [];

        public void Emit(LogEvent logEvent) => Written.Add(logEvent.MessageTemplate.Text);
    }
}
