using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>No blob has the digest that a reference names.</summary>
public sealed class ArtifactMissingException(ArtifactReference reference)
    : IOException($"The artifact store has no blob {reference.Sha256} ({reference.Schema}).");

/// <summary>The bytes of a blob are not those that were stored.</summary>
public sealed class ArtifactDamagedException(ArtifactReference reference, string found)
    : IOException($"The blob {reference.Sha256} ({reference.Schema}) is damaged: its bytes have digest {found}.");

/// <summary>The store itself failed: disk full, no permission, no folder. Nothing half-written is visible.</summary>
public sealed class ArtifactStoreException(string what, Exception cause)
    : IOException($"The artifact store could not {what}: {cause.Message}", cause);
