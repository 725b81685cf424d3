using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Fitted;

/// <summary>Turns the entries of a manifest into features that can be made.</summary>
internal sealed class FeatureAssembly(IReadOnlyList<InputColumn> inputs)
{
    private readonly List<WordSource> _sources = [];

    /// <summary>The words to be made before the features; they follow the inputs.</summary>
    public IReadOnlyList<WordSource> Sources => _sources;

    public Feature Add(ManifestFeature feature)
    {
        try
        {
            return Assemble(feature);
        }
        catch (ExpressionMisfitException misfit)
        {
            throw new InvalidDataException($"Feature '{feature.Name}': {misfit.Message}", misfit);
        }
    }

    private Feature Assemble(ManifestFeature feature)
    {
        var from = feature.From.Select(Place).ToArray();
        var steps = feature.Steps;
        return steps.Count > 0 ? steps[0] switch
        {
            Compute compute => new NumberFeature(Bind(compute.Expression), Numbers(feature, 1)),
            Join join when steps is [_, WordStep word, ..] =>
                new WordFeature(Words(from, join.Separator), word, Numbers(feature, 2)),
            WordStep word when from.Length == 1 => new WordFeature(Words(from, ""), word, Numbers(feature, 1)),
            _ => Plain(feature, from),
        } : Plain(feature, from);
    }

    private NumberFeature Plain(ManifestFeature feature, int[] from) =>
        from is [var input] && inputs[input].Type is not (ColumnType.Category or ColumnType.Text)
            ? new NumberFeature(new NumberInput(NodeType.Number, input), Numbers(feature, 0))
            : throw new InvalidDataException(
                $"Feature '{feature.Name}' can't be made from {string.Join(", ", feature.From)}.");

    private static NumberStep[] Numbers(ManifestFeature feature, int start) =>
        [.. feature.Steps.Skip(start).Select(step => step as NumberStep
            ?? throw new InvalidDataException($"Feature '{feature.Name}' has a step where it can't stand: {step}."))];

    // Words that an input brings as they are need no source of their own; equal sources are shared.
    private int Words(int[] from, string separator)
    {
        if (from is [var only] && inputs[only].Type is ColumnType.Category or ColumnType.Text) return only;
        var known = _sources.FindIndex(s => s.Separator == separator && s.Inputs.SequenceEqual(from));
        if (known < 0)
        {
            known = _sources.Count;
            _sources.Add(new WordSource(from, separator));
        }
        return inputs.Count + known;
    }

    private NumberNode Bind(string text)
    {
        if (!Expression.TryParse(text, out var expression, out var problem))
            throw new InvalidDataException($"The expression '{text}' can't be read: {problem.Message}");
        return new ExpressionBinder([.. inputs.Select(i => (i.Name, i.Type))]).Bind(expression) as NumberNode
            ?? throw new ExpressionMisfitException(null, $"'{text}' gives a word where a number is needed.");
    }

    private int Place(string name)
    {
        for (var place = 0; place < inputs.Count; place++)
        {
            if (inputs[place].Name == name) return place;
        }
        throw new InvalidDataException($"The manifest makes a feature from '{name}', which is none of its inputs.");
    }
}
