using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Wasmill.Client.Home;

namespace Wasmill.Server.Ingest.Passwords;

// Tested by: PasswordTests
/// <summary>
/// The passwords verified since the start, so that PBKDF2 runs once per password, not once per event. They are stored as HMAC-SHA-256
/// with a random key of this process, so that a memory dump does not help to guess a password.
/// </summary>
internal sealed class ProvenPasswords
{
    private const int Most = 1_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(ProofKey.Length);
    private readonly ConcurrentDictionary<ProofKey, byte> _proven = [];

    /// <summary>Indicates whether a password has been verified for a credential.</summary>
    public bool Contains(Credential credential, string password) => !_proven.IsEmpty && _proven.ContainsKey(Hash(credential, password));

    /// <summary>Adds a verified password.</summary>
    public void Add(Credential credential, string password)
    {
        // Each credential has one password: extra entries belong to revoked credentials.
        if (_proven.Count >= Most)
            _proven.Clear();
        _proven.TryAdd(Hash(credential, password), 0);
    }

    /// <summary>Removes all passwords.</summary>
    public void Clear() => _proven.Clear();

    // The salt identifies the credential: one that was created again has another salt.
    private ProofKey Hash(Credential credential, string password)
    {
        Span<byte> hash = stackalloc byte[ProofKey.Length];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{credential.Salt}\n{password}"), hash);
        return ProofKey.Of(hash);
    }
}
