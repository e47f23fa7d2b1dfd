using System.Runtime.InteropServices;

namespace Wasmill.Server.Ingest.Passwords;

/// <summary>A keyed hash of a verified password, 256 bits.</summary>
internal readonly record struct ProofKey(UInt128 First, UInt128 Second)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    /// <summary>Creates a key from its bytes.</summary>
    public static ProofKey Of(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ProofKey>(bytes);
}
