using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// Posts alerts. The address may be a secret, so nothing that is thrown or logged holds more of it than the delivery
/// shows: no exception of the network is passed on.
/// </summary>
internal sealed class WebhookSender(WebhookReceiver receiver) : IAlertSender<WebhookReceiver>
{
    public async Task<string> Send(Delivery delivery, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(delivery));
        request.Headers.Add("Idempotency-Key", delivery.AlertId);
        // Whole before it is sent, so that its length stands in front of it: the simplest receivers take a body without
        // one for empty.
        request.Content = new ByteArrayContent(delivery.Body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8") },
        };
        try
        {
            using var response =
                await delivery.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode)
                return $"{(int)response.StatusCode}";
            throw IsOutage(response.StatusCode)
                ? new AlertOutageException($"{delivery.Receiver} answered {(int)response.StatusCode}.")
                : new StepFaultException($"{delivery.Receiver} refused it with {(int)response.StatusCode}.");
        }
        catch (HttpRequestException problem) when (problem.InnerException is AddressNotAllowedException)
        {
            throw new StepFaultException(
                $"{delivery.Receiver} lies in a network that alerts may not go to. The operator allows networks with "
                + "the setting Alerting:AllowedNetworks.");
        }
        catch (HttpRequestException problem)
        {
            throw new AlertOutageException($"{delivery.Receiver} can't be reached ({problem.HttpRequestError}).");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AlertOutageException(
                $"{delivery.Receiver} did not answer within {delivery.Http.Timeout.TotalSeconds} s.");
        }
    }

    private static bool IsOutage(HttpStatusCode status) =>
        status >= HttpStatusCode.InternalServerError
        || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private Uri Address(Delivery delivery)
    {
        if (!Secrets.TryResolve(receiver.Address, delivery.Variables, out var resolved, out var problem))
        {
            throw problem.Kind switch
            {
                SecretProblemKind.NotSet => new AlertOutageException(
                    $"{delivery.Receiver} is not known yet. {problem.Message}"),
                SecretProblemKind.NotAllowed or SecretProblemKind.NotWrittenRight =>
                    new StepFaultException(problem.Message),
                _ => new InvalidOperationException($"An address has no problem of kind {problem.Kind}."),
            };
        }

        return Uri.TryCreate(resolved.Reveal(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new StepFaultException(
                $"{delivery.Receiver} has no address that begins with http:// or https://.");
    }
}
