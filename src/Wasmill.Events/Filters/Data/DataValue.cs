namespace Wasmill.Events.Filters.Data;

/// <summary>The operand of a <see cref="DataTest"/>.</summary>
/// <param name="Kind">The type.</param>
/// <param name="Text">The content of a string, a number in decimal notation, <c>true</c>, <c>false</c> or <c>null</c>.</param>
public readonly record struct DataValue(DataValueKind Kind, string Text)
{
    /// <summary>Returns the value as JSON.</summary>
    public override string ToString() => Kind == DataValueKind.String
        ? $"\"{System.Text.Json.JsonEncodedText.Encode(Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
        : Text;
}
