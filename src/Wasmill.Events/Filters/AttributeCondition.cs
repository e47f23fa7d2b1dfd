using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>One comparison of an attribute as a user wrote it. A map of several in the dialects <c>exact</c>, <c>prefix</c> and <c>suffix</c> is several of these.</summary>
/// <param name="Match">How.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Value">The text; empty for <see cref="AttributeMatch.Present"/> and only for it.</param>
public sealed record AttributeCondition(AttributeMatch Match, string Attribute, string Value) : FilterCondition;
