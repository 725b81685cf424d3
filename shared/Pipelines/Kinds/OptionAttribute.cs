namespace Trainyard.Pipelines;

/// <summary>
/// An option of a kind: a property of its record whose key is its name in snake case, and whose default is what a new
/// record has. Meaning and range stand here and nowhere else.
/// </summary>
/// <param name="meaning">What it means, with its unit.</param>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class OptionAttribute(string meaning) : Attribute
{
    /// <summary>What it means, with its unit.</summary>
    public string Meaning => meaning;

    /// <summary>A name that it had before, and that is still understood.</summary>
    public string? Formerly { get; init; }

    /// <summary>The key of the file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">What is assumed without it.</param>
    public abstract Key Key(string name, object standard);
}

/// <summary>A whole number between limits.</summary>
internal sealed class WholeAttribute(string meaning, int min, int max = int.MaxValue) : OptionAttribute(meaning)
{
    /// <inheritdoc/>
    public override Key Key(string name, object standard) =>
        new Key<int>(name, Meaning, new WholeParser<int>(min, max), false)
        {
            Standard = (int)standard, HasStandard = true, Formerly = Formerly,
        };
}

/// <summary>A number between limits.</summary>
/// <param name="meaning">What it means, with its unit.</param>
/// <param name="expected">What would be right, as a phrase that says the limits.</param>
internal sealed class NumberAttribute(string meaning, string expected) : OptionAttribute(meaning)
{
    /// <summary>The smallest number.</summary>
    public double Min { get; init; } = double.MinValue;

    /// <summary>The largest number.</summary>
    public double Max { get; init; } = double.MaxValue;

    /// <summary>Whether the smallest itself is too small.</summary>
    public bool IsMinOpen { get; init; }

    /// <inheritdoc/>
    public override Key Key(string name, object standard) =>
        new Key<double>(
            name, Meaning, new NumberParser(expected) { Min = Min, Max = Max, IsMinOpen = IsMinOpen }, false)
        {
            Standard = (double)standard, HasStandard = true, Formerly = Formerly,
        };
}
