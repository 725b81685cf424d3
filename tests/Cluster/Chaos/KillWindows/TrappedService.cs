using System.Globalization;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Cli.Yards;
using Trainyard.Hosting;
using Trainyard.Persistence.Documents;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>
/// A service as its own program would run it, with a trap built in from outside: <c>SERVICE WINDOW AT SETTINGS...</c>
/// </summary>
internal static class TrappedService
{
    public static async Task<int> Run(string[] arguments)
    {
        var service = AllServices.Manifest.Single(one => one.Name == arguments[0]).Create();
        var (window, at) = (Enum.Parse<Window>(arguments[1]), arguments[2]);
        var trap = new Trap(window, int.Parse(at, CultureInfo.InvariantCulture));
        var yard = new YardBuilder(arguments[3..]).Add(service);
        yard.Services.AddPublishObserver(_ => new TrappedSends(trap));
        for (var place = 0; place < yard.Services.Count; place++)
        {
            if (yard.Services[place].ServiceType is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(IDocuments<>))
                yard.Services[place] = Trapped(yard.Services[place], trap);
        }

        return await YardBuilder.Run(yard.Build());
    }

    private static ServiceDescriptor Trapped(ServiceDescriptor documents, Trap trap)
    {
        var trapped = typeof(TrappedDocuments<>).MakeGenericType(documents.ServiceType.GetGenericArguments());
        return documents.IsKeyedService
            ? new ServiceDescriptor(
                documents.ServiceType, documents.ServiceKey,
                (provider, key) => Wrap(documents.KeyedImplementationFactory!(provider, key)), documents.Lifetime)
            : new ServiceDescriptor(
                documents.ServiceType, provider => Wrap(documents.ImplementationFactory!(provider)),
                documents.Lifetime);

        object Wrap(object inner) => Activator.CreateInstance(trapped, inner, trap)!;
    }
}
