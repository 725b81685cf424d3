using System.Net;
using Trainyard.Api;

namespace Trainyard.Cli.Tests.Run;

/// <summary>Why a server does not answer.</summary>
internal static class Outages
{
    public static TheoryData<string> Kinds => ["away", "broken", "slow", "overloaded"];

    public static Exception Of(string kind) => kind switch
    {
        "away" => new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused."),
        "broken" => new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended."),
        "slow" => new TaskCanceledException("It took too long."),
        "overloaded" => new ApiException(HttpStatusCode.ServiceUnavailable, "Come again.", []),
        _ => throw new InvalidOperationException($"Nobody plays the outage {kind}."),
    };
}
