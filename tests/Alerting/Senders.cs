using System.Net;
using Trainyard.Alerting.SendAlerts;
using Trainyard.Pipelines;

namespace Trainyard.Alerting.Tests;

/// <summary>Senders of a process with an environment, in a network.</summary>
internal static class Senders
{
    /// <summary>One that may reach this machine, where the receivers of tests are.</summary>
    /// <param name="environment">Gives the value of a variable.</param>
    /// <param name="secrets">The variables that pipeline files may name; the default when absent.</param>
    public static AlertSender ToThisMachine(Func<string, string?> environment, SecretSettings? secrets = null) =>
        new(new(secrets ?? new SecretSettings(), environment), new([IPNetwork.Parse("127.0.0.0/8")]));

    /// <summary>One that may reach the public internet alone.</summary>
    public static AlertSender ToTheInternet(Func<string, string?> environment) =>
        new(new(new SecretSettings(), environment), new([]));
}
