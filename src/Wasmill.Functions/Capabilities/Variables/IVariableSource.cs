namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>One place that values come from.</summary>
internal interface IVariableSource
{
    /// <summary>The value of a variable, or null when this place has none.</summary>
    string? Find(string name);
}
