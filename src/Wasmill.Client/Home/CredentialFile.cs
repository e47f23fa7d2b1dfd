using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wasmill.Storage;

namespace Wasmill.Client.Home;

/// <summary>The credentials of a broker, in a file that commands write and the broker reads.</summary>
public sealed class CredentialFile(string path)
{
    /// <summary>
    /// Iterations of PBKDF2 with SHA-256, as OWASP has recommended since 2023. They take about a quarter of a second;
    /// the broker caches the verified passwords.
    /// </summary>
    public const int Iterations = 600_000;

    private const int SecretBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>The path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the credentials; empty if the file does not exist.</summary>
    /// <exception cref="IOException">The file cannot be read, or is damaged.</exception>
    public IReadOnlyList<Credential> Read()
        => File.Exists(Path) ? HomeFile.Read(Path, HomeJson.Default.CredentialArray) : [];

    /// <summary>Creates a credential.</summary>
    /// <param name="name">Its name, which must be new.</param>
    /// <param name="isBasic">Whether to create a password for a user of that name; otherwise a bearer token.</param>
    /// <param name="now">The time of creation.</param>
    /// <returns>The secret, which is not stored and cannot be read again.</returns>
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
    /// <returns>False when the credential does not exist.</returns>
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
