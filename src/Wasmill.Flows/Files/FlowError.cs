namespace Wasmill.Flows.Files;

/// <summary>One thing that is wrong with a flow file.</summary>
/// <param name="Line">The line, from 1; 0 when it concerns no place.</param>
/// <param name="Column">The column, from 1; 0 when it concerns no place.</param>
/// <param name="Message">What is wrong, with the document's kind and name, and how to mend it.</param>
public sealed record FlowError(long Line, long Column, string Message)
{
    /// <summary><c>line 3, column 5: ...</c></summary>
    public override string ToString() => Line > 0 ? FormattableString.Invariant($"line {Line}, column {Column}: {Message}") : Message;
}
