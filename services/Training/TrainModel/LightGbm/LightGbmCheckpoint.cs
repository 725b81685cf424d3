using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>A training in the middle: what it has grown, and what it needs to decide when to end. As bytes, one line of
/// JSON and then LightGBM's text model.</summary>
/// <param name="Library">The version of LightGBM: another may grow other trees.</param>
/// <param name="Parameters">What it was told.</param>
/// <param name="Best">The best iteration so far, where that decides when to end.</param>
/// <param name="Lowest">The loss then.</param>
/// <param name="Predictions">SHA-256 of what the trees say of the rows, by the library that grew them.</param>
internal sealed record LightGbmCheckpoint(
    string Library, string Parameters, int Best, double? Lowest, string Predictions)
{
    /// <summary>The trees so far.</summary>
    public required GrownTrees Trees { get; init; }

    /// <summary>The digest of what a booster says of its rows.</summary>
    public static string Digest(LightGbmBooster booster, bool hasValidation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        booster.AddPredictions(hash);
        if (hasValidation)
            booster.AddPredictions(hash, ofValidation: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <exception cref="InvalidDataException">The bytes are no such checkpoint.</exception>
    public static LightGbmCheckpoint Read(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n');
        if (end < 0)
            throw new InvalidDataException("It has no first line.");
        try
        {
            var first = JsonSerializer.Deserialize<FirstLine>(bytes.AsSpan(0, end));
            return new LightGbmCheckpoint(first!.Library, first.Parameters, first.Best, first.Lowest, first.Predictions)
            {
                Trees = GrownTrees.Read(bytes.AsMemory(end + 1)),
            };
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException("Its first line is no JSON.", problem);
        }
    }

    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(JsonSerializer.SerializeToUtf8Bytes(new FirstLine(Library, Parameters, Best, Lowest, Predictions)));
        bytes.Write("\n"u8);
        Trees.WriteTo(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private sealed record FirstLine(string Library, string Parameters, int Best, double? Lowest, string Predictions);
}
