using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Terminal;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cli.Yards;

/// <summary>What is open in a folder, and by whose rights it came there: those of whoever called a command, or those of
/// a yard that was served. It goes on with these and no others, so that nobody reads with the rights of another, and
/// nothing good is refused for the lack of them.</summary>
internal static class LeftWork
{
    /// <summary>Settings that say what may be read and called for those who ask.</summary>
    private static readonly string[] Rights =
    [
        "Ingestion:AllowedFolders", "Ingestion:DataFolder", "Secrets:Allowed", "Alerting:AllowedNetworks",
    ];

    /// <summary>What came to a yard that was served goes on with the rights that it was served with, and not with those
    /// of whoever calls this command.</summary>
    /// <param name="folder">The folder, which is let go where this does not succeed.</param>
    /// <param name="path">The folder as it was named.</param>
    /// <param name="cancellation">Ends the look.</param>
    /// <exception cref="CommandException">Something that came there is not over.</exception>
    public static async Task LeaveToServer(YardFolder folder, string path, CancellationToken cancellation)
    {
        if (!folder.WasServed)
            return;
        var open = await LookOpen(folder, [], cancellation);
        if (open.Count == 0)
        {
            folder.WasServed = false;
            return;
        }

        folder.Dispose();
        throw new CommandException(
            $"'trainyard up' served the data folder '{path}', and {open.Count} of the runs and jobs that came to it "
            + $"are not over: {Named(open)}. Here they would go on with your own rights to read files and call "
            + "addresses. Let them end first: "
            + $"{Invocation.Command} up --data {Invocation.Word(path)}; or name another folder with --data.",
            ExitCodes.Faulted);
    }

    /// <summary>What came by a command with all the rights of its caller would be refused for good where settings give
    /// fewer. Whoever sets any of them has said what it may.</summary>
    /// <param name="folder">The folder, which is let go where this does not succeed.</param>
    /// <param name="path">The folder as it was named.</param>
    /// <param name="settings">The settings that it is to be served with.</param>
    /// <param name="cancellation">Ends the look.</param>
    /// <exception cref="CommandException">Something that came there is not over, and no setting says what it
    /// may.</exception>
    public static async Task LeaveToCaller(
        YardFolder folder, string path, IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        if (folder.WasServed || MayHaveMore(settings))
            return;
        var open = await LookOpen(folder, settings, cancellation);
        if (open.Count == 0)
            return;
        folder.Dispose();
        if (ElsewhereOf(folder, settings) is { } documents)
        {
            throw new CommandException(
                $"{open.Count} of the runs and jobs in the documents '{documents}' are not over: {Named(open)}. They "
                + $"came to another data folder than '{path}', which does not say with whose rights. Let them end in "
                + $"the folder they came to; or say with --setting what they may: {string.Join(", ", Rights)}.",
                ExitCodes.Faulted);
        }

        throw new CommandException(
            $"{open.Count} of the runs and jobs in '{path}' are not over, and came by 'trainyard run' with the rights "
            + $"of whoever called it: {Named(open)}. Served, they would have fewer, and end where these don't do. "
            + "Let them end beside "
            + $"the next run there: {Invocation.Command} run FILE --data {Invocation.Word(path)}; or say with "
            + $"--setting what they may: {string.Join(", ", Rights)}.",
            ExitCodes.Faulted);
    }

    private static bool MayHaveMore(IReadOnlyList<string> settings)
    {
        var said = new YardBuilder([.. settings]).Configuration;
        // What services of a cluster keep there is not of this folder.
        return $"{DocumentStore.Mongo}".Equals(said["Documents:Store"], StringComparison.OrdinalIgnoreCase)
            || Rights.Any(right => said.GetSection(right).Exists());
    }

    private static string Named(OpenPieces open) => string.Join("; ", open.First)
        + (open.Count > open.First.Count ? $"; and {open.Count - open.First.Count:N0} more" : "");

    /// <summary>Where the documents are that do not lie in the data folder; null where they do.</summary>
    private static string? ElsewhereOf(YardFolder folder, IReadOnlyList<string> settings) =>
        DocumentsHold.FolderOf(folder.Path, new YardBuilder([.. settings]).Configuration) is { } documents
            && RealPath.Of(documents) != RealPath.Of(Path.Combine(folder.Path, YardFolders.Documents))
                ? documents
                : null;

    private static async Task<OpenPieces> LookOpen(
        YardFolder folder, IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        try
        {
            await using var stores = AllServices.AddTo(new YardBuilder(
            [
                .. settings, "--Logging:Level=Fatal", "--Logging:Stacks=false", $"--Data:Folder={folder.Path}",
                "--Documents:ReadOnly=true", "--Urls=http://127.0.0.1:0",
            ])).Build();
            var open = new OpenPieces(0, []);
            foreach (var look in stores.Services.GetServices<OpenWork>())
            {
                try
                {
                    open = open.With(await look(cancellation));
                }
                catch (DatabaseMissingException)
                {
                    // A service that never kept anything has nothing open.
                }
            }

            return open;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
