using System.Text;
using CsCheck;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Mongo;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_JSON_becomes_BSON
{
    [Fact]
    public void Should_lose_nothing_on_the_way_there_and_back() =>
        Gen.Select(
            Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 0, 6], Gen.Double.Where(double.IsFinite))[0, 8],
            Gen.Dictionary(Gen.String[Gen.Char["%.$\0aé"], 0, 6], Gen.Long)[0, 8],
            Gen.String[Gen.Char["x\"\\\0\n東ü"], 0, 20].Array[0, 5])
        .Sample((numbers, whole, texts) =>
        {
            var none = (string?)null;
            var json = DocumentJson.Write(new { numbers, whole, texts, none, yes = true, nested = new { texts } });
            var back = BsonJson.ToJson(BsonJson.ToBson(json));
            Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(
                System.Text.Json.Nodes.JsonNode.Parse(json), System.Text.Json.Nodes.JsonNode.Parse(back)));
        });

    [Theory]
    [InlineData("""{"least":5E-324,"largest":1.7976931348623157E+308}""")]
    [InlineData("""{"whole":9223372036854775807,"below":-9223372036854775808,"negativeZero":-0}""")]
    public void Should_keep_numbers_at_the_edges(string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(BsonJson.ToJson(BsonJson.ToBson(Encoding.UTF8.GetBytes(json)))));

    [Fact]
    public void Should_write_names_that_databases_trip_over_with_percent_codes()
    {
        var bson = BsonJson.ToBson("""{"$where":1,"a.b":2,"50%":3,"plain é":4}"""u8.ToArray());

        Assert.Equal(["%24where", "a%2Eb", "50%25", "plain é"], bson.Names);
    }
}
