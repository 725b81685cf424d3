using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Trainyard.Api.Alerts;
using Trainyard.Api.Aliases;
using Trainyard.Api.DeadLetters;
using Trainyard.Api.Models;
using Trainyard.Api.Runs;

namespace Trainyard.Api.Tests;

/// <summary>Others read these names, in any language. Members may be added; none may go or be called
/// otherwise.</summary>
public sealed class When_a_record_is_an_answer
{
    private const string Run =
        "runId pipeline state outcome step owner requestedBy requestedAt endedAt version failure";

    private const string Letter =
        "id state queue messageType runId cause explanation tries deaths diedAt messageId retryOf";

    [Theory]
    [InlineData(typeof(RunSummary), Run)]
    [InlineData(typeof(RunView), Run + " deadline seed participants definition snapshot features model report metrics "
        + "gate findings alias endpoint progress record")]
    [InlineData(typeof(RecordEntry), "number at direction message messageId from work artifacts body")]
    [InlineData(typeof(ValidationReportView), "schema model held_out task target rows main_metric metrics baselines "
        + "undefined classes confusion by_class importance")]
    [InlineData(typeof(ClassFiguresView), "class support predicted precision recall f1")]
    [InlineData(typeof(ImportanceView), "metric rows features")]
    [InlineData(typeof(FeatureImportanceView), "feature gain drop")]
    [InlineData(typeof(AcceptedRun), "runId")]
    [InlineData(typeof(CancelRequest), "requestedBy reason")]
    [InlineData(typeof(ModelSummary), "name latest aliases")]
    [InlineData(typeof(ModelView), "name aliases versions")]
    [InlineData(typeof(VersionSummary), "version runId registeredAt requestedBy metrics")]
    [InlineData(typeof(VersionView), "model version runId artifact statement definition snapshot features report "
        + "metrics gate requestedBy trigger codeVersion registeredAt")]
    [InlineData(typeof(AliasView), "model alias version change since moves")]
    [InlineData(typeof(MoveView), "change version state requestedBy trigger reason runId deploymentId decidedAt "
        + "servedAt failure")]
    [InlineData(typeof(MoveRequest), "version reason requestedBy trigger moveId")]
    [InlineData(typeof(MoveAccepted), "moveId change")]
    [InlineData(typeof(AlertView), "number receiver state attempt")]
    [InlineData(typeof(DeadLetterSummary), Letter)]
    [InlineData(typeof(DeadLetterView), Letter + " diedAgainAs exceptionType exceptionMessage stackTrace contentType "
        + "headers body bodyBytes history")]
    [InlineData(typeof(DeadLetterHistoryEntry), "at by did why")]
    [InlineData(typeof(DecisionRequest), "requestedBy reason")]
    public void Should_have_the_members_it_always_had(Type record, string names)
    {
        var members = new DefaultJsonTypeInfoResolver().GetTypeInfo(record, ApiJson.Options).Properties;

        Assert.Subset(members.Select(member => member.Name).ToHashSet(), names.Split(' ').ToHashSet());
    }

    [Theory]
    [InlineData(typeof(AlertState), "UnderWay Done GivenUp")]
    [InlineData(typeof(RecordDirection), "Received Sent")]
    public void Should_put_words_into_it_and_no_numbers(Type words, string expected) => Assert.Equal(
        expected.Split(' '),
        Enum.GetValues(words).Cast<object>().Select(word => (string?)ApiJson.Node(word)));

    [Fact]
    public void Should_hold_a_body_that_is_no_text_as_base64_and_leave_it_out_where_it_is_text()
    {
        var letter = new DeadLetterView
        {
            Id = "00112233aabbccdd", State = "Dead", Queue = "train-model", Cause = "Failed", Explanation = "It broke.",
            Deaths = 1, DiedAt = DateTimeOffset.UnixEpoch, Body = "text",
        };

        Assert.False(((JsonObject)ApiJson.Node(letter)).ContainsKey("bodyBytes"));
        Assert.Equal("/w==", (string?)ApiJson.Node(letter with { Body = null, BodyBytes = [255] })["bodyBytes"]);
    }
}
