using System.Text.Json.Nodes;
using Trainyard.Models.Provenance;

namespace Trainyard.Models.Tests;

public sealed class When_a_move_is_stated : IDisposable
{
    private readonly KeyFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void Should_be_an_in_toto_statement_with_the_predicate_of_the_page()
    {
        var envelope = JsonNode.Parse(_folders.Sign(Facts.Move))!;
        Assert.Equal("application/vnd.in-toto+json", (string)envelope["payloadType"]!);
        var payload = JsonNode.Parse(Convert.FromBase64String((string)envelope["payload"]!))!;

        var example = File.ReadAllText(Path.Combine(When_a_version_is_stated.Root(), "docs", "provenance.md"))
            .Split("```json")[2].Split("```")[0];

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example), payload), payload.ToJsonString());
    }

    [Fact]
    public void Should_say_the_same_when_it_is_read()
    {
        foreach (var facts in new[]
        {
            Facts.Move, Facts.Move with { RunId = null }, Facts.Move with { Change = 1, Previous = null },
        })
        {
            var text = _folders.Sign(facts);
            using var keys = TrustedKeys.Of(_folders.Trust);
            Assert.Equal(facts, MoveStatement.Open(text, keys));
        }
    }

    [Fact]
    public void Should_be_refused_where_it_follows_no_other()
    {
        foreach (var facts in new[]
        {
            Facts.Move with { Previous = null }, Facts.Move with { Change = int.MaxValue, Previous = null },
            Facts.Move with { Change = 1 }, Facts.Move with { Change = 0, Previous = null },
            Facts.Move with { Change = -1 },
        })
        {
            var text = _folders.Sign(facts);
            using var keys = TrustedKeys.Of(_folders.Trust);
            var refusal = Assert.Throws<StatementException>(() => MoveStatement.Open(text, keys));
            Assert.StartsWith($"Its move is change {facts.Change}", refusal.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A statement about a version is signed by the same key, and is none about a move.</summary>
    [Fact]
    public void Should_not_be_taken_for_a_version_nor_a_version_for_it()
    {
        var (move, version) = (_folders.Sign(Facts.Move), _folders.Sign(Facts.Churn));
        using var keys = TrustedKeys.Of(_folders.Trust);

        Assert.Contains("The type of its predicate is '",
            Assert.Throws<StatementException>(() => MoveStatement.Open(version, keys)).Message,
            StringComparison.Ordinal);
        Assert.Contains("The type of its predicate is '",
            Assert.Throws<StatementException>(() => VersionStatement.Open(move, keys)).Message,
            StringComparison.Ordinal);
    }
}
