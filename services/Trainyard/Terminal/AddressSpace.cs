using System.Globalization;

namespace Trainyard.Cli.Terminal;

/// <summary>How much address space the process may have, where somebody has limited it (<c>ulimit -v</c>): the runtime
/// and native code reserve far more than they use, and end without a word where they get less.</summary>
internal static class AddressSpace
{
    /// <summary>As measured: what reads begins with less than this, and what works does not.</summary>
    private const long ToRead = 4_000_000_000;
    private const long ToWork = 6_000_000_000;

    /// <summary>Why the command can't begin; null where it can, or where nothing is known.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="limits">The file of limits, as Linux has it.</param>
    public static string? Problem(string[] arguments, string limits = "/proc/self/limits")
    {
        const string field = "Max address space";
        if (arguments is [] || arguments.Any(argument => argument is "--help" or "-h" or "-?" or "--version"))
            return null;
        try
        {
            var line = File.ReadLines(limits).FirstOrDefault(one => one.StartsWith(field, StringComparison.Ordinal));
            var needed = arguments[0] is "run" or "up" ? ToWork : ToRead;
            return line is not null
                && long.TryParse(
                    line[field.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None,
                    CultureInfo.InvariantCulture, out var limit)
                && limit < needed
                ? $"The address space of this process is limited to {limit:N0} bytes (ulimit -v), and "
                    + $"'{arguments[0]}' takes about {needed:N0}: most of that is reserved and never used. Raise the "
                    + "limit; what limits memory itself is Budget:Memory, or a control group."
                : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
