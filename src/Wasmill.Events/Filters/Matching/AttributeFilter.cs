using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A filter that compares an attribute with a text, case-sensitively.</summary>
internal sealed class AttributeFilter(AttributeMatch match, string attribute, string value) : EventFilter
{
    /// <inheritdoc />
    public override TypeScope Scope { get; } = attribute != "type" ? TypeScope.Anything : match switch
    {
        AttributeMatch.Exact => TypeScope.Exact([value]),
        AttributeMatch.Prefix => TypeScope.Prefix(value),
        AttributeMatch.Suffix => TypeScope.Suffix(value),
        _ => TypeScope.Anything,
    };

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
