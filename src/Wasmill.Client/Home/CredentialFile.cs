using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wasmill.Storage;

namespace Wasmill.Client.Home;

/// <summary>The credentials of a broker: a file that commands change and the broker reads.</summary>
public sealed class CredentialFile(string path)
{
    /// <summary>
    /// Iterations of PBKDF2 with SHA-256: what OWASP recommends since 2023. About a quarter of a second;
    /// the broker remembers what it has verified.
    /// </summary>
    public const int Iterations = 600_000;

    private const int SecretBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The credentials; none when there is no file.</summary>
    public IReadOnlyList<Credential> Read()
        => File.Exists(Path) ? JsonSerializer.Deserialize(File.ReadAllText(Path), HomeJson.Default.CredentialArray) ?? [] : [];

    /// <summary>Makes a credential.</summary>
    /// <param name="name">Its name; there is none of that name.</param>
    /// <param name="isBasic">Whether it is a password for a user of that name; otherwise a bearer token.</param>
    /// <param name="now">When.</param>
    /// <returns>The secret, which is told this once.</returns>
    public string Add(string name, bool isBasic, DateTimeOffset now)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var salt = isBasic ? RandomNumberGenerator.GetBytes(SaltBytes) : [];
        var hash = isBasic ? HashPassword(secret, salt) : HashToken(secret);
        Write([.. Read(), new Credential(
            name, isBasic ? Credential.Basic : Credential.Bearer, Convert.ToBase64String(salt), Convert.ToBase64String(hash), now)]);
        return secret;
    }

    /// <summary>Removes a credential.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Remove(string name)
    {
        var known = Read();
        if (known.All(credential => credential.Name != name))
            return false;
        Write([.. known.Where(credential => credential.Name != name)]);
        return true;
    }

    /// <summary>SHA-256 of a bearer token.</summary>
    public static byte[] HashToken(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>PBKDF2 of a password, with <see cref="Iterations"/>.</summary>
    public static byte[] HashPassword(string password, byte[] salt)
        => Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);

    private void Write(Credential[] credentials)
        => AtomicFile.Write(Path, JsonSerializer.Serialize(credentials, HomeJson.Default.CredentialArray));
}
