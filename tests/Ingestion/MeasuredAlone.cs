namespace Trainyard.Ingestion.Tests;

/// <summary>Classes that measure what the process does, and so run when no other does.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
