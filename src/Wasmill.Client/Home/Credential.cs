namespace Wasmill.Client.Home;

/// <summary>A producer's credential, in <c>credentials.json</c>. The secret itself is not stored.</summary>
/// <param name="Name">Its name; for a basic credential also the user name.</param>
/// <param name="Kind"><c>bearer</c> or <c>basic</c>.</param>
/// <param name="Salt">The salt of a basic credential, in base64; empty otherwise.</param>
/// <param name="Hash">
/// Base64. For a bearer secret, which is 32 random bytes, SHA-256: 2^256 values cannot be searched. For a password, PBKDF2 with SHA-256 and
/// <see cref="CredentialFile.Iterations"/> iterations.
/// </param>
/// <param name="Created">Time of creation.</param>
public sealed record Credential(string Name, string Kind, string Salt, string Hash, DateTimeOffset Created)
{
    /// <summary>A random token.</summary>
    public const string Bearer = "bearer";

    /// <summary>A user's name and password.</summary>
    public const string Basic = "basic";
}
