using Serilog;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Hosting.Tests;

public sealed class When_a_message_comes_while_a_process_ends
{
    /// <summary>It is left as it was, and handled by the next process.</summary>
    [Fact]
    public void Should_be_no_failure_that_is_logged()
    {
        var sink = new LogLines();
        using (var logger = Logging.Configure(new LoggerConfiguration(), new LogSettings(), ["pipeline"])
            .WriteTo.Sink(sink).CreateLogger())
        {
            logger.Error(new ObjectDisposedException("IServiceProvider"), "R-FAULT");
            logger.Error(new ObjectDisposedException("SqliteConnection"), "R-FAULT of something else");
        }

        Assert.Equal(["R-FAULT of something else"], sink.Written);
    }
}
