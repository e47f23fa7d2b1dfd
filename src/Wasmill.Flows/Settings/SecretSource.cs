namespace Wasmill.Flows.Settings;

/// <summary>Where the value of a secret setting is.</summary>
public enum SecretSource
{
    /// <summary>In the flow file itself.</summary>
    Inline,

    /// <summary>In a file of its own.</summary>
    File,

    /// <summary>In an environment variable of the broker's process.</summary>
    Environment,
}
