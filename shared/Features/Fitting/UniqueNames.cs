namespace Trainyard.Features.Fitting;

/// <summary>
/// Names of features that nobody named: the hour of a column <c>pickup</c> beside a column <c>pickup_hour</c> becomes
/// <c>pickup_hour_2</c>, since a column keeps its own name.
/// </summary>
internal static class UniqueNames
{
    public static void Give(List<ManifestFeature> features)
    {
        var taken = features.SelectMany(f => f.From).ToHashSet(StringComparer.Ordinal);
        for (var f = 0; f < features.Count; f++)
        {
            if (IsColumn(features[f])) continue;
            var name = features[f].Name;
            for (var number = 2; !taken.Add(name); number++)
                name = $"{features[f].Name}_{number}";
            features[f] = features[f] with { Name = name };
        }
    }

    private static bool IsColumn(ManifestFeature feature) => feature.From is [var only] && only == feature.Name;
}
