using System.Security.Cryptography;
using Trainyard.Artifacts;
using Trainyard.Contracts;

namespace Trainyard.Hosting.Tests;

/// <summary>
/// Few contents, so that what one writer stores and names is always just what a collection is about to remove.
/// </summary>
public sealed class When_blobs_are_collected_while_others_write
{
    private const int Contents = 6;
    private const int Writers = 4;
    private const int Steps = 60;

    [Fact]
    public async Task Should_never_lose_a_named_blob_and_remove_every_other_in_the_end()
    {
        for (var round = 0; round < 4; round++)
        {
            var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
            try
            {
                await Play(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}", failure);
            }
        }
    }

    private static async Task Play(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var yard = new CollectedYard();
        var content = Enumerable.Range(0, Contents).Select(_ => new SemaphoreSlim(1)).ToArray();
        for (var k = 0; k < Contents; k++) _ = await yard.Put($"content {k}");

        using var ended = new CancellationTokenSource();
        var (collections, removed) = (0, 0);
        var collecting = Task.Run(
            async () =>
            {
                for (; !ended.IsCancellationRequested; collections++)
                    removed += (await yard.Collector.Collect(isDryRun: false, cancellation)).Removed.Count;
            },
            cancellation);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
                () => Write(yard, writer, new Random(seed + writer), content, cancellation), cancellation)));
        }
        finally
        {
            await ended.CancelAsync();
            await collecting;
        }

        Assert.True(collections > 1 && removed > 0, $"{collections} collections removed {removed}: nothing was shown.");
        await Settles(yard, cancellation);
    }

    /// <summary>Stores a content, names it a little later, reads it, and one day names it no more.</summary>
    private static async Task Write(
        CollectedYard yard, int writer, Random random, SemaphoreSlim[] content, CancellationToken cancellation)
    {
        var notes = yard.Notes(writer % 2);
        for (var step = 0; step < Steps; step++)
        {
            var k = random.Next(Contents);
            // Held from storing to naming, so that nobody else makes the blob look old meanwhile: a blob is not.
            await content[k].WaitAsync(cancellation);
            ArtifactReference blob;
            try
            {
                blob = await yard.Put($"content {k}", isOld: false);
                for (var turns = random.Next(20); turns > 0; turns--) await Task.Yield();
                Assert.True(await notes.TryInsert(new Note($"{writer}/{step}", blob), cancellation));
                yard.Age(blob.Sha256);
            }
            finally
            {
                _ = content[k].Release();
            }

            _ = await yard.Store.Open(blob, cancellation);
            if (random.Next(4) > 0)
                Assert.True(await notes.Delete($"{writer}/{step}", cancellation));
        }
    }

    private static async Task Settles(CollectedYard yard, CancellationToken cancellation)
    {
        foreach (var digest in yard.Digests) yard.Age(digest);
        _ = await yard.Collector.Collect(isDryRun: false, cancellation);

        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var database in new[] { 0, 1 })
        {
            foreach (var (note, _) in await yard.Notes(database).Query(new() { Limit = 10_000 }, cancellation))
            {
                _ = await yard.Store.Open(note.Blob!, cancellation);
                _ = named.Add(note.Blob!.Sha256);
            }
        }

        Assert.Equal(named, yard.Digests);
        Assert.Empty(yard.Blobs.Trash.Content);
    }
}
