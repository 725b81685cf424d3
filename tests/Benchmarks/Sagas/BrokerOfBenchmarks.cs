using System.Net.Http.Headers;
using System.Text;
using Trainyard.Cluster.Tests;

namespace Trainyard.Benchmarks.Sagas;

/// <summary>A virtual host for one benchmark, on the broker that <c>tests/bench.sh</c> brings.</summary>
internal static class BrokerOfBenchmarks
{
    /// <summary>A virtual host with nothing in it; null, and a line that says why, where there is no broker.</summary>
    public static async Task<VirtualHost?> NewHost(string scenario)
    {
        if (Environment.GetEnvironmentVariable("TRAINYARD_TEST_RABBITMQ") is not { Length: > 0 } address)
        {
            Console.WriteLine($"{scenario}: not run, there is no RabbitMQ broker; TRAINYARD_TEST_RABBITMQ names one");
            return null;
        }

        var broker = new Uri(address);
        var api = Environment.GetEnvironmentVariable("TRAINYARD_TEST_RABBITMQ_MANAGEMENT");
        var management = new HttpClient { BaseAddress = new Uri(api ?? $"http://{broker.Host}:15672") };
        management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(broker.UserInfo))));
        var host = new VirtualHost($"trainyard-{Guid.NewGuid():N}", broker, management);
        await host.Create();
        return host;
    }
}
