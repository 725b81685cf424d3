using CsCheck;

using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;

namespace Trainyard.Features.Tests;

public sealed class When_the_same_rows_come_by_column_and_one_by_one
{
    [Fact]
    public void Should_have_the_same_features_to_the_bit() => RandomTables.Tables.Sample(table =>
    {
        var features = Fit(table);
        SameBits.Assert(features, table, features.Apply(table));
    }, iter: 40);

    [Fact]
    public void Should_have_the_same_features_after_the_manifest_was_stored() => RandomTables.Tables.Sample(table =>
    {
        var features = Fit(table);
        var stored = FittedFeatures.Read(features.Write());
        SameBits.Assert(stored, table, features.Apply(table));
        return stored.Write().AsSpan().SequenceEqual(features.Write());
    }, iter: 40);

    [Fact]
    public void Should_know_nothing_of_words_that_training_did_not_see() =>
        Gen.Select(RandomTables.Tables, RandomTables.Tables).Sample((training, later) =>
        {
            var features = Fit(training);
            SameBits.Assert(features, later, features.Apply(later));
        }, iter: 20);

    private static FittedFeatures Fit(Table table)
    {
        var fitting = FeatureFitter.Fit(RandomTables.Definition(RandomTables.Features), table, seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting.Features!;
    }
}
