using System.Security.Cryptography;

namespace Wasmill.Functions.Calls.Randomness;

/// <summary>The operating system's random bytes.</summary>
internal sealed class SystemRandomBytes : IRandomBytes
{
    /// <summary>The only instance; it has no state.</summary>
    public static SystemRandomBytes Instance { get; } = new();

    /// <inheritdoc />
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
