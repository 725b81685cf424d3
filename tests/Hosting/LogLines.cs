using Serilog.Core;
using Serilog.Events;

namespace Trainyard.Hosting.Tests;

/// <summary>What a process writes into its log.</summary>
internal sealed class LogLines : ILogEventSink
{
    public List<string> Written { get; } = [];

    public void Emit(LogEvent logEvent) => Written.Add(logEvent.MessageTemplate.Text);
}
