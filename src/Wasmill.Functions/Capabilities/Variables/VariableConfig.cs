namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A variable that an app declares.</summary>
/// <param name="Name">The name; see <see cref="VariableName"/> for the rule.</param>
/// <param name="Default">The value if no source has one; null if the variable is required (<c>required = true</c>).</param>
/// <param name="Secret">Indicates whether the value must not be shown. No message of Wasmill shows a value in any case.</param>
public sealed record VariableConfig(string Name, string? Default, bool Secret = false);
