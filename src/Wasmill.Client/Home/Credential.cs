namespace Wasmill.Client.Home;

/// <summary>Something that a producer may show at the ingest, in <c>credentials.json</c>. The secret itself is nowhere.</summary>
/// <param name="Name">Its name; of a basic one the user's name as well.</param>
/// <param name="Kind"><c>bearer</c> or <c>basic</c>.</param>
/// <param name="Salt">Of a basic one: the salt, base64. Empty otherwise.</param>
/// <param name="Hash">
/// Base64. Of a bearer secret, which is 32 random bytes, SHA-256: nobody guesses through 2^256. Of a password, PBKDF2 with SHA-256 and
/// <see cref="CredentialFile.Iterations"/> iterations.
/// </param>
/// <param name="Created">When it was made.</param>
public sealed record Credential(string Name, string Kind, string Salt, string Hash, DateTimeOffset Created)
{
    /// <summary>A random token.</summary>
    public const string Bearer = "bearer";

    /// <summary>A user's name and password.</summary>
    public const string Basic = "basic";
}
