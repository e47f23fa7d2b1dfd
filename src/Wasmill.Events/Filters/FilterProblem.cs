namespace Wasmill.Events.Filters;

/// <summary>What is wrong with a filter, or worth a warning.</summary>
/// <param name="Path">Where in the filter: <c>any[1].exact.type</c>, <c>sql</c>; empty for the whole.</param>
/// <param name="Column">For an expression, where in its text, from 1; else 0.</param>
/// <param name="Message">What it is.</param>
/// <param name="Condition">The condition, for whoever knows where it was written; null for the whole filter.</param>
public sealed record FilterProblem(string Path, int Column, string Message, FilterCondition? Condition)
{
    /// <summary>Path, column and message in one line.</summary>
    public override string ToString() => $"{(Path.Length > 0 ? $"{Path}: " : "")}{Details}";

    /// <summary>Column and message in one line.</summary>
    public string Details => Column > 0 ? $"column {Column}: {Message}" : Message;
}
