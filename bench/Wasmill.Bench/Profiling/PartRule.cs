using System.Text.RegularExpressions;

namespace Wasmill.Bench.Profiling;

/// <summary>Says to which part of the program a frame belongs.</summary>
/// <param name="Part">The name of the part, for readers of the report.</param>
/// <param name="Library">The libraries, as a regular expression for the whole name.</param>
/// <param name="Symbol">The functions, as a regular expression for the beginning of the name; empty for all functions.</param>
internal sealed record PartRule(string Part, string Library, string Symbol = "")
{
    private readonly Regex _library = new($"^(?:{Library})$", RegexOptions.CultureInvariant);
    private readonly Regex _symbol = new($"^(?:{Symbol})", RegexOptions.CultureInvariant);

    /// <summary>Indicates whether the rule is only for frames that were called from their own library.</summary>
    public bool IsInner { get; init; }

    /// <summary>Indicates whether the rule applies to a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="caller">The frame that called it; null if it is the outermost one.</param>
    public bool Matches(StackFrame frame, StackFrame? caller)
        => _library.IsMatch(frame.Library)
            && _symbol.IsMatch(frame.Symbol)
            && (!IsInner || caller is { } outer && _library.IsMatch(outer.Library));
}
