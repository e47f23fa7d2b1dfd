using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// The value of an attribute: an Integer or Boolean if the event carries it as one, otherwise a String (CESQL 1.0, section 3.2).
/// </summary>
internal sealed class AttributeNode(int column, string name) : CesqlNode(column, IsCore(name) ? CesqlType.String : null, 1)
{
    private readonly bool _isCore = IsCore(name);

    /// <summary>The attribute's name in lower case.</summary>
    public string Name => name;

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        if (!_isCore && Find(cloudEvent.Extensions) is { Kind: not ExtensionKind.String } extension)
            return Typed(extension);
        if (cloudEvent.GetAttribute(name) is { } text)
            return CesqlValue.From(text);
        error = new CesqlError(CesqlErrorKind.MissingAttribute, Column, "the event does not have the attribute", name);
        return default;
    }

    private ExtensionAttribute Find(IReadOnlyList<ExtensionAttribute> extensions)
    {
        for (var i = 0; i < extensions.Count; i++)
        {
            if (extensions[i].Name == name)
                return extensions[i];
        }

        return default;
    }

    // A number of more than 32 bits stays a String: the specification's Integer cannot hold it.
    private static CesqlValue Typed(ExtensionAttribute extension) => extension.Kind switch
    {
        ExtensionKind.Integer when CesqlCast.TryParse(extension.Value, out var number) => CesqlValue.From(number),
        ExtensionKind.Boolean when extension.Value is "true" or "false" => CesqlValue.From(extension.Value == "true"),
        _ => CesqlValue.From(extension.Value),
    };

    // dataschema is not listed: an event of version 0.3 may have an extension with that name.
    private static bool IsCore(string name)
        => name is "id" or "source" or "type" or "specversion" or "datacontenttype" or "subject" or "time";
}
