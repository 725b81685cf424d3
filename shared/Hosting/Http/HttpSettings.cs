using System.ComponentModel.DataAnnotations;

namespace Trainyard.Hosting.Http;

/// <summary>Section <c>Http</c>: whom this process answers over HTTP.</summary>
public sealed record HttpSettings : IValidatableObject
{
    /// <summary>The names of a machine that is only spoken to from itself.</summary>
    private static readonly IReadOnlyList<string> OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// The names that this process goes by, without a port: what <c>Host</c> says in a request, and <c>Origin</c> where
    /// a browser asks for a page. <c>*.example.org</c> stands for every name below it, <c>*</c> for any. Default: none.
    /// Those that a machine has for itself, localhost, 127.0.0.1 and [::1], always count: no stranger can have them.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// The key that whoever asks has to bring along, 16 to 512 letters, digits and <c>-._~+/=</c>; needed as soon as
    /// the process listens beyond localhost. Default: none. Not together with <see cref="KeyFile"/>.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The file that holds the key, so that it stands in no other; read at start. Default: none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// Other services that are asked what has no route here, in their order, such as http://registry:8080: whoever asks
    /// needs one address then, and one key, which all of them ask for. Default: none.
    /// </summary>
    public IReadOnlyList<Uri> PassOn { get; init; } = [];

    /// <summary>
    /// How long one of <see cref="PassOn"/> may take until it begins to answer, above 0, at most an hour.
    /// Default: 100 s.
    /// </summary>
    public TimeSpan PassOnTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Whether an answer says what broke, with files and folders, rather than the log alone: for a process that answers
    /// nobody but whoever started it. Default: false.
    /// </summary>
    public bool Reasons { get; init; }

    /// <summary>The names that count.</summary>
    internal IReadOnlyList<string> Hosts => [.. OfThisMachine.Union(AllowedHosts, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!AllowedHosts.All(IsName))
        {
            yield return new ValidationResult(
                "must be names without scheme and port, such as trainyard.example.org or [::1]",
                [nameof(AllowedHosts)]);
        }

        if (!PassOn.All(other => other.IsAbsoluteUri && other.Scheme is "http" or "https"))
            yield return new ValidationResult("must be addresses such as http://registry:8080", [nameof(PassOn)]);

        if (PassOnTimeout <= TimeSpan.Zero || PassOnTimeout > TimeSpan.FromHours(1))
            yield return new ValidationResult("must be above 0 and at most 01:00:00", [nameof(PassOnTimeout)]);
        if (!string.IsNullOrEmpty(Key) && !HttpKey.IsPossible(Key))
            yield return new ValidationResult(HttpKey.Rule, [nameof(Key)]);
        if (!string.IsNullOrEmpty(Key) && !string.IsNullOrEmpty(KeyFile))
            yield return new ValidationResult("must not be set beside Http:KeyFile", [nameof(Key)]);
    }

    private static bool IsName(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => true,
            // A request names an address of this kind in brackets, and so does whoever allows it.
            UriHostNameType.IPv6 => host.StartsWith('['),
            UriHostNameType.Unknown or UriHostNameType.Basic => false,
            var other => throw new InvalidOperationException($"Nobody said whether a host may be {other}."),
        };
}
