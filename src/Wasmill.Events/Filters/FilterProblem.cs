namespace Wasmill.Events.Filters;

/// <summary>An error or warning about a filter.</summary>
/// <param name="Path">The location in the filter, such as <c>any[1].exact.type</c> or <c>sql</c>; empty for the whole filter.</param>
/// <param name="Column">For an expression, the column in its text, from 1; otherwise 0.</param>
/// <param name="Message">The problem.</param>
/// <param name="Condition">The condition, from which a caller can find the place in the file; null for the whole filter.</param>
public sealed record FilterProblem(string Path, int Column, string Message, FilterCondition? Condition)
{
    /// <summary>Returns path, column and message in one line.</summary>
    public override string ToString() => $"{(Path.Length > 0 ? $"{Path}: " : "")}{Details}";

    /// <summary>Column and message in one line.</summary>
    public string Details => Column > 0 ? $"column {Column}: {Message}" : Message;
}
