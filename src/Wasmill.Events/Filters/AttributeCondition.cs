namespace Wasmill.Events.Filters;

/// <summary>One comparison as a user wrote it.</summary>
/// <param name="Match">How.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Value">The text; empty for <see cref="AttributeMatch.Present"/>.</param>
public sealed record AttributeCondition(AttributeMatch Match, string Attribute, string Value);
