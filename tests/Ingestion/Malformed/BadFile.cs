using System.Text;
using Trainyard.Contracts;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>A file that is wrong, and the findings that say so.</summary>
internal sealed record BadFile(string Name, Func<byte[]> Bytes)
{
    public BadFile(string name, byte[] bytes)
        : this(name, () => bytes)
    {
    }

    public BadFile(string name, string text)
        : this(name, () => Encoding.UTF8.GetBytes(text))
    {
    }

    public string Delimiter { get; init; } = ",";

    /// <summary>Columns and their types, for example <c>a Integer, b Number</c>.</summary>
    public string Schema { get; init; } = "";

    public IReadOnlyList<ExpectedFinding> Expected { get; init; } = [];

    public SourceFormat Format => SourceFormats.Named(Name);

    public override string ToString() => Name;
}

/// <summary>A finding without its sentence.</summary>
internal sealed record ExpectedFinding(string Rule, string? Column, long? Row, string? Observed, string? Allowed)
{
    public static ExpectedFinding Of(Finding finding) =>
        new(finding.Rule, finding.Column, finding.Row, finding.Observed, finding.Allowed);
}
