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
    public static string For(ReadOnlySpan<byte> module, string compiler)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{compiler};{RuntimeInformation.ProcessArchitecture}\n"));
        hash.AppendData(module);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
