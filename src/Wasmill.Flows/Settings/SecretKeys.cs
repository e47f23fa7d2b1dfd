namespace Wasmill.Flows.Settings;

/// <summary>The keys of references to secrets.</summary>
public static class SecretKeys
{
    /// <summary>The suffix of the key of a reference: <c>passwordFrom</c> for <c>password</c>.</summary>
    public const string Suffix = "From";

    /// <summary>The key of the path of a file.</summary>
    public const string File = "file";

    /// <summary>The key of the name of an environment variable.</summary>
    public const string Variable = "env";

    /// <summary>Returns the key for a source of secrets: <see cref="File"/> or <see cref="Variable"/>.</summary>
    public static string FormOf(SecretSource source) => source == SecretSource.File ? File : Variable;
}
