namespace Trainyard.Ingestion.FetchData.Words;

/// <summary>A word of a column.</summary>
/// <param name="Text">The word.</param>
/// <param name="Composed">The same, each letter composed the usual way (Unicode NFC).</param>
/// <param name="Row">The first row that has it, from 1.</param>
/// <param name="Count">How many rows have it.</param>
internal sealed record SeenWord(string Text, string Composed, long Row, long Count);
