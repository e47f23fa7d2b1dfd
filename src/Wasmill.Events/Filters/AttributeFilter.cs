namespace Wasmill.Events.Filters;

/// <summary>Compares one attribute with one text, case-sensitively.</summary>
internal sealed class AttributeFilter(AttributeMatch match, string attribute, string value) : EventFilter
{
    /// <inheritdoc />
    public override string? OnlyType { get; } = match == AttributeMatch.Exact && attribute == "type" ? value : null;

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent) => cloudEvent.GetAttribute(attribute) is { } actual && match switch
    {
        AttributeMatch.Exact => actual == value,
        AttributeMatch.Prefix => actual.StartsWith(value, StringComparison.Ordinal),
        AttributeMatch.Suffix => actual.EndsWith(value, StringComparison.Ordinal),
        _ => true,
    };

    /// <inheritdoc />
    public override string Describe() => match switch
    {
        AttributeMatch.Exact => $"{attribute} is {value}",
        AttributeMatch.Prefix => $"{attribute} is {value}*",
        AttributeMatch.Suffix => $"{attribute} is *{value}",
        _ => $"{attribute} is present",
    };
}
