using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>
/// A comparison of an attribute as a user wrote it. A map with several entries in the dialects <c>exact</c>, <c>prefix</c> and
/// <c>suffix</c> becomes several conditions.
/// </summary>
/// <param name="Match">The kind of comparison.</param>
/// <param name="Attribute">The name of the attribute.</param>
/// <param name="Value">The text to compare with; empty for <see cref="AttributeMatch.Present"/> and only for it.</param>
public sealed record AttributeCondition(AttributeMatch Match, string Attribute, string Value) : FilterCondition;
