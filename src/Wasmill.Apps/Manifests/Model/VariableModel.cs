namespace Wasmill.Apps.Manifests.Model;

/// <summary>A variable that an app declares.</summary>
/// <param name="Default">Its value when nobody gives another; null when somebody must.</param>
/// <param name="IsSecret">Whether its value must not be shown.</param>
public sealed record VariableModel(string? Default, bool IsSecret);
