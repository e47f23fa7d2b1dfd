namespace Wasmill.Events.Filters.Data;

/// <summary>What a value of the payload is compared with.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Text">A String's text, a Number in decimal notation, <c>true</c> or <c>false</c>, or <c>null</c>.</param>
public readonly record struct DataValue(DataValueKind Kind, string Text)
{
    /// <summary>The value in JSON.</summary>
    public override string ToString() => Kind == DataValueKind.String ? $"\"{System.Text.Json.JsonEncodedText.Encode(Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"" : Text;
}
