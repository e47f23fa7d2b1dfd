namespace Wasmill.Flows.Settings;

/// <summary>The location of a secret.</summary>
public enum SecretSource
{
    /// <summary>The flow file itself.</summary>
    Inline,

    /// <summary>A separate file.</summary>
    File,

    /// <summary>An environment variable of the broker's process.</summary>
    Environment,
}
