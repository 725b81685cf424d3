namespace Trainyard.Hosting.Settings;

/// <summary>Settings that no process can run with. Each problem names its key and says what would be right.</summary>
/// <param name="problems">One sentence each, without the value: it may be a secret.</param>
public sealed class SettingsException(IEnumerable<string> problems)
    : Exception(string.Join(Environment.NewLine, problems));
