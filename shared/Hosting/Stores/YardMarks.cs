using Trainyard.Artifacts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>
/// Keeps two yards apart. A folder of artifacts names one database for each service, and each database names one
/// folder: whoever finds another's changes nothing and says both, since a collection there would take what it has no
/// record of.
/// </summary>
internal sealed class YardMarks(DocumentDatabases databases, FolderClaims folder, TimeProvider time)
{
    /// <summary>Makes sure that the database of a service and the folder are of one yard; those that are new become
    /// so.</summary>
    /// <exception cref="ForeignYardException">One of them is another yard's.</exception>
    public async Task Take(string service, CancellationToken cancellation)
    {
        var marks = databases.Of(service).Collection(YardMark.Collection);
        if (await Check(service, marks, cancellation) is not { } mark)
        {
            var id = folder.TakeId(New(Guid.NewGuid(), folder.Folder)).Id;
            _ = await marks.TryInsert(
                new() { Database = Guid.NewGuid(), Folder = id, Place = folder.Folder, Since = time.GetUtcNow() },
                cancellation);
            mark = (await marks.Find(YardMark.Only, cancellation))!.Document;
        }

        // A folder that was lost, and is there again where it was, is that of its records.
        _ = folder.Id ?? folder.TakeId(New(mark.Folder, folder.Folder));
        var claim = folder.Of(service) ?? folder.Take(service, New(mark.Database, databases.PlaceOf(service)));
        Demand(service, mark, claim);
        DemandFolder(service, mark);
        // It was moved: from now on a copy is one of what is here.
        if (claim.Place != databases.PlaceOf(service))
            folder.Move(service, New(mark.Database, databases.PlaceOf(service)));
    }

    /// <summary>The same where nothing is written: what is new passes.</summary>
    /// <exception cref="ForeignYardException">One of them is another yard's.</exception>
    public Task Check(string service, CancellationToken cancellation) =>
        Check(service, databases.Of(service).Collection(YardMark.Collection), cancellation);

    private async Task<YardMark?> Check(
        string service, IDocuments<YardMark> marks, CancellationToken cancellation)
    {
        var mark = (await marks.Find(YardMark.Only, cancellation))?.Document;
        if (folder.Of(service) is { } claim)
            Demand(service, mark, claim);
        if (mark is not null)
            DemandFolder(service, mark);
        return mark;
    }

    private void Demand(string service, YardMark? mark, FolderClaim claim)
    {
        if (mark?.Database == claim.Id && !IsCopy(claim.Place, databases.PlaceOf(service)))
            return;
        throw new ForeignYardException(
            $"The artifacts in '{folder.Folder}' are those of another yard: their records of {service} are in "
            + $"'{claim.Place}' (since {claim.Since:u}), and this process keeps its own in "
            + $"'{databases.PlaceOf(service)}'. Give this yard a folder of its own with Artifacts:Folder. Where the "
            + $"other database is gone for good, remove {folder.PathOf(service)}.");
    }

    private void DemandFolder(string service, YardMark mark)
    {
        if (folder.Id is { } id ? id.Id == mark.Folder : folder.Folder == mark.Place)
            return;
        throw new ForeignYardException(
            $"The records of {service} in '{databases.PlaceOf(service)}' are those of another yard: their artifacts "
            + $"are in '{mark.Place}' (since {mark.Since:u}), and this process has those in '{folder.Folder}'. Give "
            + "this yard a database of its own with Documents:Folder or Documents:DatabasePrefix, or let "
            + "Artifacts:Folder name the folder that belongs to it.");
    }

    /// <summary>A copy of a database has its id too; it is one while the other is still there.</summary>
    private static bool IsCopy(string claimed, string here) =>
        claimed != here && File.Exists(claimed) && RealPath.Of(claimed) != RealPath.Of(here);

    private FolderClaim New(Guid id, string place) => new(id, place, time.GetUtcNow());
}

/// <summary>A store is that of another yard. The message names both.</summary>
public sealed class ForeignYardException(string message) : InvalidOperationException(message);
