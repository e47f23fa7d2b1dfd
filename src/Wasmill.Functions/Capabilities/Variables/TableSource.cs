namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>Values from a table.</summary>
internal sealed class TableSource(IReadOnlyDictionary<string, string> values) : IVariableSource
{
    /// <inheritdoc />
    public string? Find(string name) => values.GetValueOrDefault(name);
}
