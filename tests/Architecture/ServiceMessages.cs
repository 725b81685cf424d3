using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;

namespace Trainyard.Architecture.Tests;

/// <summary>
/// Which messages a service sends and which it receives. What it receives are those of the consumers and sagas that it
/// registers; what it sends are those that its code makes.
/// </summary>
/// <param name="Service">The service, as its folder is called.</param>
/// <param name="Name">The service, as it calls itself.</param>
/// <param name="Sent">What it sends.</param>
/// <param name="Received">What it receives.</param>
/// <param name="Parts">The shared projects that it has registered parts of.</param>
internal sealed record ServiceMessages(
    string Service, string Name, IReadOnlySet<Type> Sent, IReadOnlySet<Type> Received, IReadOnlySet<Assembly> Parts)
{
    private static readonly Lazy<IReadOnlyList<ServiceMessages>> OfAll = new(() =>
        [.. Repository.Services.Select(name => Of(Assembly.Load($"Trainyard.{name}"), name))]);

    /// <summary>Those of every service, in the order of the list of services.</summary>
    public static IReadOnlyList<ServiceMessages> All => OfAll.Value;

    /// <summary>What shared code sends, whichever service it is in, by the name of its project.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<Type>> Shared { get; } = All
        .SelectMany(service => service.Parts).Distinct()
        .Select(part => (Name: part.GetName().Name!["Trainyard.".Length..], Sent: MadeBy(part)))
        .Where(part => part.Sent.Count > 0)
        .OrderBy(part => part.Name, StringComparer.Ordinal)
        .ToDictionary(part => part.Name, part => (IReadOnlySet<Type>)part.Sent);

    private static ServiceMessages Of(Assembly assembly, string service)
    {
        var type = assembly.GetExportedTypes().Single(type => type.IsAssignableTo(typeof(IYardService)));
        var yard = (IYardService)Activator.CreateInstance(type)!;
        var folder = Directory.CreateTempSubdirectory("trainyard-architecture-");
        try
        {
            var builder = new YardBuilder([$"--Data:Folder={folder.FullName}"]).Add(yard);
            var parts = builder.Services.Select(part => part.ServiceType.Assembly)
                .Where(part => part != assembly)
                .Where(part => part.GetName().Name!.StartsWith("Trainyard.", StringComparison.Ordinal));
            using var process = builder.Build();
            return new(service, yard.Name, MadeBy(assembly), ReceivedBy(process.Services), parts.ToHashSet());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HashSet<Type> ReceivedBy(IServiceProvider services)
    {
        var consumed = services.GetServices<IConsumerRegistration>()
            .SelectMany(consumer => Arguments(consumer.Type, typeof(IConsumer<>)));
        var machines = services.GetServices<ISagaRegistration>()
            .Select(saga => services.GetRequiredService(typeof(SagaStateMachine<>).MakeGenericType(saga.Type)));
        var events = machines.SelectMany(machine => ((StateMachine)machine).Events)
            .SelectMany(known => Arguments(known.GetType(), typeof(Event<>)));
        var received = consumed.Concat(events).ToHashSet();
        return [.. ContractTypes.All.Where(message => received.Any(message.IsAssignableTo))];
    }

    private static IEnumerable<Type> Arguments(Type type, Type generic) =>
        type.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == generic)
            .Select(one => one.GenericTypeArguments[0]);

    /// <summary>The messages whose constructor, or a static method of contracts that returns one, is named in the
    /// code.</summary>
    private static HashSet<Type> MadeBy(Assembly assembly)
    {
        var contracts = ContractTypes.All.Select(message => message.Assembly).Distinct().Single();
        HashSet<Type> made = [];
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var code = file.GetMetadataReader();
        foreach (var member in code.MemberReferences.Select(code.GetMemberReference))
        {
            if (member.Parent.Kind != HandleKind.TypeReference) continue;

            var type = code.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (contracts.GetType($"{code.GetString(type.Namespace)}.{code.GetString(type.Name)}") is { } contract)
                made.UnionWith(Made(contract, code.GetString(member.Name)).Where(ContractTypes.All.Contains));
        }

        return made;
    }

    private static IEnumerable<Type> Made(Type contract, string member) => member == ".ctor" ? [contract] : contract
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name == member)
        .Select(method => method.ReturnType);
}
