using Trainyard.Models.LightGbm;
using Trainyard.Models.Linear;
using Trainyard.Models.Trees;

namespace Trainyard.Models;

/// <summary>The ways a model can be stored and scored. Each format holds data, never code.</summary>
public static class ModelKinds
{
    /// <summary>LightGBM's text model.</summary>
    public const string LightGbm = "lightgbm";

    /// <summary><see cref="Trees.TreeEnsemble"/>.</summary>
    public const string TreeEnsemble = "tree-ensemble";

    /// <summary><see cref="LinearModel"/>.</summary>
    public const string Linear = "linear";

    /// <summary>The name of the entry that holds a model of this kind.</summary>
    internal static string EntryName(string kind) => kind == LightGbm ? "model.txt" : "model.json";

    /// <summary>A scorer for the bytes of a model, and how many features it takes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a model.</exception>
    public static (IScorer Scorer, int Inputs) Open(string kind, ReadOnlySpan<byte> model)
    {
        switch (kind)
        {
            case LightGbm:
                var boosted = new LightGbmScorer(model);
                return (boosted, boosted.Inputs);
            case TreeEnsemble:
                var trees = new TreeEnsembleScorer(ModelJson.Read<TreeEnsemble>(model));
                return (trees, trees.Inputs);
            case Linear:
                var linear = new LinearScorer(ModelJson.Read<LinearModel>(model));
                return (linear, linear.Inputs);
            default:
                throw new InvalidDataException(
                    $"Its kind '{kind}' is not known; {LightGbm}, {TreeEnsemble} and {Linear} are.");
        }
    }
}
