namespace Wasmill.Events.Filters;

/// <summary>A filter as a user wrote it: all conditions must hold; none means every event.</summary>
/// <param name="Conditions">The conditions, in the order in which they are shown.</param>
public sealed record FilterConfig(IReadOnlyList<AttributeCondition> Conditions)
{
    /// <summary>The filter that every event passes.</summary>
    public static FilterConfig Everything { get; } = new([]);

    /// <summary>A filter on the event's type in the short form of the command line: <c>x*</c> begins with x, <c>*x</c> ends with x, anything else is exact.</summary>
    public static FilterConfig OfType(string pattern)
    {
        if (pattern == "*")
            return Everything;
        var condition = pattern switch
        {
            ['*', .. var suffix] => new AttributeCondition(AttributeMatch.Suffix, "type", suffix),
            [.. var prefix, '*'] => new AttributeCondition(AttributeMatch.Prefix, "type", prefix),
            _ => new AttributeCondition(AttributeMatch.Exact, "type", pattern),
        };
        return new FilterConfig([condition]);
    }

    /// <summary>The compiled filter.</summary>
    public EventFilter Compile()
        => Conditions.Count == 0
            ? EventFilter.Everything
            : Conditions.Count == 1
                ? Compile(Conditions[0])
                : new AllFilter([.. Conditions.Select(Compile)]);

    private static EventFilter Compile(AttributeCondition condition) => new AttributeFilter(condition.Match, condition.Attribute, condition.Value);
}
