using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit.Serialization;

namespace Trainyard.Contracts.Tests;

public sealed class When_a_contract_travels
{
    public static TheoryData<string> Contracts => WireTypes.RecordNames();

    [Theory, MemberData(nameof(Contracts))]
    public void Should_survive_plain_JSON(string contract) =>
        Survives(contract, JsonSerializerOptions.Web);

    [Theory, MemberData(nameof(Contracts))]
    public void Should_survive_the_serializer_of_the_bus(string contract) =>
        Survives(contract, SystemTextJsonMessageSerializer.Options);

    [Theory, MemberData(nameof(Contracts))]
    public void Should_be_written_alike_by_both(string contract)
    {
        var sent = Filled.Of(WireTypes.Named(contract));

        var plain = JsonSerializer.SerializeToNode(sent, sent.GetType(), JsonSerializerOptions.Web);
        var bus = JsonSerializer.SerializeToNode(sent, sent.GetType(), SystemTextJsonMessageSerializer.Options);

        Assert.True(JsonNode.DeepEquals(plain, bus), $"plain: {plain}\nbus: {bus}");
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Should_let_an_older_reader_pass_over_members_that_it_does_not_know(string contract)
    {
        var type = WireTypes.Named(contract);
        var sent = Filled.Of(type);
        var text = JsonSerializer.SerializeToNode(sent, type, SystemTextJsonMessageSerializer.Options)!.AsObject();
        text["aMemberOfTomorrow"] = new JsonObject { ["with"] = 1 };

        var read = text.Deserialize(type, SystemTextJsonMessageSerializer.Options);

        Assert.Equivalent(sent, read, strict: true);
    }

    private static void Survives(string contract, JsonSerializerOptions options)
    {
        var type = WireTypes.Named(contract);
        var sent = Filled.Of(type);

        var text = JsonSerializer.Serialize(sent, type, options);
        var read = JsonSerializer.Deserialize(text, type, options);

        Assert.NotSame(sent, read);
        Assert.Equivalent(sent, read, strict: true);
        Assert.Equal(text, JsonSerializer.Serialize(read, type, options));
    }
}
