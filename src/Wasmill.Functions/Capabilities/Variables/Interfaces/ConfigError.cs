namespace Wasmill.Functions.Capabilities.Variables.Interfaces;

/// <summary>The errors of <c>spin-config</c>, by their tag in the ABI. Each carries a text.</summary>
internal enum ConfigError : byte
{
    /// <summary>A provider failed. Never returned: all values are resolved before the function runs.</summary>
    Provider = 0,

    /// <summary>The key is not a valid variable name.</summary>
    InvalidKey = 1,

    /// <summary>The declaration of the variables is malformed. Never returned: that is an error at startup.</summary>
    InvalidSchema = 2,

    /// <summary>The component has no variable with this name.</summary>
    Other = 3,
}
