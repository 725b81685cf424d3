using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Pipeline.Tests;

public sealed class When_a_request_names_nobody
{
    private const string Key = "0123456789abcdef";

    [Theory]
    [InlineData(null, "anonymous")]
    [InlineData(Key, "key")]
    public async Task Should_be_recorded_as_that_of_the_key_where_there_is_one(string? key, string by)
    {
        string[] settings = key is null ? [] : [$"--Http:Key={key}"];
        await using var yard = await RunningYard.Start(Scripts.Success, settings: settings);
        if (key is not null)
            yard.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        var accepted = await yard.Http.PostAsJsonAsync("/runs", new { pipeline = Scripts.Churn });

        var run = await yard.Http.GetFromJsonAsync<JsonNode>(accepted.Headers.Location);
        Assert.Equal(by, (string?)run!["requestedBy"]);
        _ = await yard.Ending();
    }
}
