namespace Wasmill.Connectors.Webhook.Attributes;

/// <summary>A piece of an attribute template: fixed text, a header, or a value in the payload.</summary>
internal sealed record TemplatePlace
{
    /// <summary>The fixed text; null for a placeholder.</summary>
    public string? Literal { get; init; }

    /// <summary>The header's name, or the pointer as written.</summary>
    public string Name { get; init; } = "";

    /// <summary>The steps of the pointer; null for a header.</summary>
    public IReadOnlyList<string>? Steps { get; init; }
}
