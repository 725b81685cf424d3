using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Api.Predictions;

namespace Trainyard.Cli.Predict;

/// <summary>Asks for the predictions of many rows, in requests that the server takes.</summary>
internal sealed class Batches(PredictionsClient client, string endpoint, ModelSchema schema)
{
    /// <summary>More at once is no cheaper, and takes memory here and there.</summary>
    private const int Most = 2_000;

    /// <summary>The answers, in the order of the rows.</summary>
    public async IAsyncEnumerable<JsonNode> Ask(
        IAsyncEnumerable<JsonObject> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (batch, bytes, done) = (new JsonArray(), 0L, 0L);
        int? version = null;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var size = row.ToJsonString().Length + 1;
            if (batch.Count > 0 && (batch.Count >= Math.Min(Most, schema.MostRows)
                || bytes + size > schema.LargestBody * 3L / 4))
            {
                yield return Checked(await Ask(batch, done, cancellation), ref version, done);
                done += batch.Count;
                (batch, bytes) = ([], 0);
            }

            batch.Add((JsonNode)row);
            bytes += size;
        }

        if (batch.Count > 0)
            yield return Checked(await Ask(batch, done, cancellation), ref version, done);
        else if (done == 0)
            throw new CommandException("The file has no rows.");
    }

    private async Task<JsonNode> Ask(JsonArray batch, long before, CancellationToken cancellation)
    {
        try
        {
            return await client.Ask(endpoint, new JsonObject { ["rows"] = batch }, cancellation);
        }
        catch (ApiException refusal) when (before > 0 && refusal.Problems.Count > 0)
        {
            var problems = refusal.Problems.Select(problem => InFile(problem, before)).ToList();
            throw new ApiException(
                refusal.Status, $"The rows from {before + 1:N0} on do not fit the model.", problems);
        }
    }

    /// <summary>A problem of a row of a request, by its number in the file.</summary>
    private static ProblemEntry InFile(ProblemEntry problem, long before) => problem with
    {
        Place =
        [
            .. problem.Place.Select(part => part.Key == "row"
                && long.TryParse(part.Value, CultureInfo.InvariantCulture, out var row)
                    ? KeyValuePair.Create(part.Key, (row + before).ToString(CultureInfo.InvariantCulture))
                    : part),
        ],
    };

    private static JsonNode Checked(JsonNode answer, ref int? version, long before)
    {
        var present = (int?)answer["version"];
        if (version is not null && version != present)
        {
            throw new CommandException(
                $"Version {present} took the place of {version} after {before:N0} rows, and predictions of two "
                + "versions are none to keep. Ask again.");
        }

        version = present;
        return answer;
    }
}
