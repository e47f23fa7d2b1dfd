namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>The errors of <c>spin-config</c>, by their tag in the ABI. Each carries a text.</summary>
internal enum ConfigError : byte
{
    /// <summary>A provider failed. Not given here: every value is there before the function runs.</summary>
    Provider = 0,

    /// <summary>The key breaks the rule for names.</summary>
    InvalidKey = 1,

    /// <summary>What declares the variables is malformed. Not given here: that is an error at the start.</summary>
    InvalidSchema = 2,

    /// <summary>The component has no variable of this name.</summary>
    Other = 3,
}
