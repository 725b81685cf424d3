using System.Globalization;

namespace Trainyard.Hosting;

/// <summary>
/// What a process reads and writes is read by other processes: numbers and days are written alike, whatever language
/// the machine speaks.
/// </summary>
public static class ProcessCulture
{
    /// <summary>Lets every thread of this process read and write in no country's way.</summary>
    public static void BeInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
