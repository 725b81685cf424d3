namespace Trainyard.Cli.Terminal;

/// <summary>Lists that are longer than one answer of a server.</summary>
internal static class Lists
{
    private const int LargestPage = 1000;

    /// <summary>How many to ask for at once, to have so many in the end; what is no number of rows is refused by the
    /// server, in its words.</summary>
    public static int PageOf(int limit) => Math.Min(limit, LargestPage);
}
