using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Wasmill.Client.Home;

namespace Wasmill.Server.Ingest.Passwords;

// Tested by: PasswordTests
/// <summary>
/// The passwords that were proven since the start, so that PBKDF2 runs once for each and not for each event. Kept as HMAC-SHA-256 under a
/// random key of this process: what is in memory helps nobody to guess a password.
/// </summary>
internal sealed class ProvenPasswords
{
    private const int Most = 1_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(ProofKey.Length);
    private readonly ConcurrentDictionary<ProofKey, byte> _proven = [];

    /// <summary>Whether a password was proven for a credential.</summary>
    public bool Contains(Credential credential, string password) => !_proven.IsEmpty && _proven.ContainsKey(Hash(credential, password));

    /// <summary>Remembers a password that was proven.</summary>
    public void Add(Credential credential, string password)
    {
        // Each credential has one password: more can only be those of removed credentials.
        if (_proven.Count >= Most)
            _proven.Clear();
        _proven.TryAdd(Hash(credential, password), 0);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _proven.Clear();

    // The salt stands for the credential: one that was made anew has another.
    private ProofKey Hash(Credential credential, string password)
    {
        Span<byte> hash = stackalloc byte[ProofKey.Length];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{credential.Salt}\n{password}"), hash);
        return ProofKey.Of(hash);
    }
}
