using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Functions.Caching;

/// <summary>
/// Computes the name of a compiled artifact from the module's bytes, the compiler and its settings, and the processor's architecture.
/// </summary>
internal static class ArtifactKey
{
    /// <summary>Computes the key: 64 lower-case hexadecimal digits.</summary>
    /// <param name="parts">The bytes of the module, one part after the other.</param>
    /// <param name="compiler">The compiler and its settings, or what else makes an artifact of these bytes.</param>
    public static string For(IReadOnlyList<ReadOnlyMemory<byte>> parts, string compiler)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{compiler};{RuntimeInformation.ProcessArchitecture}\n"));
        foreach (var part in parts)
            hash.AppendData(part.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
