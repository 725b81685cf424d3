using System.Text.Json.Serialization.Metadata;

namespace Trainyard.Pipelines;

/// <summary>How stored JSON says of which kind something is: from the lists of kinds.</summary>
public static class KindJson
{
    /// <summary>What a serializer needs to write and read definitions, and parts of them.</summary>
    public static IJsonTypeInfoResolver Resolver { get; } =
        new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds } };

    private static KindSet[] Sets => [TrainerKinds.All];

    private static void AddKinds(JsonTypeInfo info)
    {
        if (Sets.FirstOrDefault(set => set.Definition == info.Type) is not { } found) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = found.Discriminator,
        };
        foreach (var kind in found.Kinds)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind.Definition, kind.Name));
    }
}
