namespace Wasmill.Apps.Manifests.Model;

/// <summary>A variable that an app declares.</summary>
/// <param name="Default">The value if no source has one; null if the variable is required.</param>
/// <param name="IsSecret">Indicates whether the value must not be shown.</param>
public sealed record VariableModel(string? Default, bool IsSecret);
