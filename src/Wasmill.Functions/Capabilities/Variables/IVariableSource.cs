namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A source of values.</summary>
internal interface IVariableSource
{
    /// <summary>Finds the value of a variable; null if this source has none.</summary>
    string? Find(string name);
}
