using System.Text.Json;
using Wasmill.Events.Filters.Data;

namespace Wasmill.Connectors.Webhook.Attributes;

// Tested by: AttributeTemplateTests
/// <summary>
/// Finds values in a payload by JSON Pointers (RFC 6901). The payload is parsed at the first lookup, for the lookups only: the event
/// keeps its bytes.
/// </summary>
/// <param name="bytes">The payload.</param>
internal sealed class JsonPayloadReader(ReadOnlyMemory<byte> bytes) : IDisposable
{
    private JsonDocument? _document;
    private bool _isParsed;

    /// <summary>Finds a string, or a number or boolean as written; null if it does not exist or the payload is not JSON.</summary>
    /// <param name="steps">The steps of the pointer.</param>
    public string? Find(IReadOnlyList<string> steps)
    {
        if (Root() is not { } element)
            return null;
        foreach (var step in steps)
        {
            if (Step(element, step) is not { } next)
                return null;
            element = next;
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }

    /// <inheritdoc />
    public void Dispose() => _document?.Dispose();

    private static JsonElement? Step(JsonElement element, string step)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return element.TryGetProperty(step, out var member) ? member : null;
            case JsonValueKind.Array:
                var index = JsonPointer.IndexOf(step);
                return index >= 0 && index < element.GetArrayLength() ? element[index] : null;
            default:
                return null;
        }
    }

    private JsonElement? Root()
    {
        if (!_isParsed)
        {
            _isParsed = true;
            try
            {
                _document = JsonDocument.Parse(bytes);
            }
            catch (JsonException)
            {
                // Not JSON: nothing can be found in it.
            }
        }

        return _document?.RootElement;
    }
}
