using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>A filter as a user wrote it: all conditions must hold; none means every event.</summary>
/// <param name="Conditions">The conditions, in the order in which they are shown.</param>
public sealed record FilterConfig(IReadOnlyList<FilterCondition> Conditions)
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

    /// <summary>Compiles the filter, or says everything that is wrong with it.</summary>
    public FilterCheck Check() => FilterCompiler.Run(this);

    /// <summary>The compiled filter of a configuration that is known to be right.</summary>
    /// <exception cref="InvalidOperationException">It is not; <see cref="Check"/> tells why.</exception>
    public EventFilter Compile()
    {
        var check = Check();
        return check.Filter ?? throw new InvalidOperationException($"the filter is wrong: {string.Join("; ", check.Errors)}");
    }
}
