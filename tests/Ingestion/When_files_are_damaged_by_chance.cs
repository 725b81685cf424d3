using CsCheck;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Ingestion.Tests;

/// <summary>Parquet whose bytes were damaged, most of all in its footer, where lengths, offsets and counts
/// stand.</summary>
public sealed class When_files_are_damaged_by_chance : IDisposable
{
    private static readonly byte[][] Sound =
        [.. GoodFiles.All.Where(f => f.Name.StartsWith("parquet", StringComparison.Ordinal)).Select(f => f.Bytes())];

    private static readonly Gen<(double At, byte Value)> Damage = Gen.Select(
        Gen.Frequency((1, Gen.Double[0, 1]), (4, Gen.Double[0, 1].Select(at => 1 - (at * at * 0.5)))),
        Gen.Frequency((1, Gen.OneOf<byte>(0, 1, 0x7F, 0x80, 0xFF)), (1, Gen.Byte)));

    private readonly Yard _yard = new();

    [Fact]
    public async Task Should_answer_whatever_the_metadata_say() =>
        await Gen.Select(Gen.Int[0, Sound.Length - 1], Damage.Array[1, 6], Gen.Int[0, 40]).SampleAsync(
            async (index, damages, cut) =>
            {
                var bytes = (byte[])Sound[index].Clone();
                foreach (var (at, value) in damages)
                    bytes[Math.Min(bytes.Length - 1, (int)(at * bytes.Length))] = value;
                _yard.Write("t.parquet", cut < 38 ? bytes : bytes[..(bytes.Length - cut + 37)]);

                var answer = await _yard.FetchAndCheck(Yard.Define(SourceFormat.Parquet, "t.parquet"));

                Assert.True(answer is DataRejected or DataAccepted, answer.GetType().Name);
            },
            iter: Fuzz.Cases(within: 150), threads: 1);

    public void Dispose() => _yard.Dispose();
}
