using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>A filter as a user wrote it. All conditions must be true; without conditions every event passes.</summary>
/// <param name="Conditions">The conditions in display order.</param>
public sealed record FilterConfig(IReadOnlyList<FilterCondition> Conditions)
{
    /// <summary>The filter that every event passes.</summary>
    public static FilterConfig Everything { get; } = new([]);

    /// <summary>
    /// Creates a filter on the event type from the short form of the command line: <c>x*</c> is a prefix, <c>*x</c> a suffix, anything else
    /// an exact match.
    /// </summary>
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

    /// <summary>Compiles the filter and reports all problems.</summary>
    public FilterCheck Check() => FilterCompiler.Run(this);

    /// <summary>Compiles a filter that is known to be valid.</summary>
    /// <exception cref="InvalidOperationException">The filter is not valid; <see cref="Check"/> reports why.</exception>
    public EventFilter Compile()
    {
        var check = Check();
        return check.Filter ?? throw new InvalidOperationException($"the filter is not valid: {string.Join("; ", check.Errors)}");
    }
}
