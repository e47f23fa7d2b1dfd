namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A variable that an app declares.</summary>
/// <param name="Name">Its name; <see cref="VariableName"/> has the rule.</param>
/// <param name="Default">Its value when nobody gives one; null when somebody must (<c>required = true</c>).</param>
/// <param name="Secret">Whether its value must not be shown. No message of Wasmill's shows a value in any case.</param>
public sealed record VariableConfig(string Name, string? Default, bool Secret = false);
