namespace Wasmill.Flows.Settings;

/// <summary>The keys with which a secret is referred to.</summary>
public static class SecretKeys
{
    /// <summary>The end of a reference's key: <c>passwordFrom</c> for <c>password</c>.</summary>
    public const string Suffix = "From";

    /// <summary>The key of a file's path.</summary>
    public const string File = "file";

    /// <summary>The key of an environment variable's name.</summary>
    public const string Variable = "env";

    /// <summary>The key of the reference that a secret is: <see cref="File"/> or <see cref="Variable"/>.</summary>
    public static string FormOf(SecretSource source) => source == SecretSource.File ? File : Variable;
}
