namespace Wasmill.Flows.Files;

/// <summary>An error in a flow file.</summary>
/// <param name="Line">The line, from 1; 0 if the error has no place.</param>
/// <param name="Column">The column, from 1; 0 if the error has no place.</param>
/// <param name="Message">The problem with the kind and name of the document, and how to fix it.</param>
public sealed record FlowError(long Line, long Column, string Message)
{
    /// <summary>Returns <c>line 3, column 5: ...</c></summary>
    public override string ToString() => Line > 0 ? FormattableString.Invariant($"line {Line}, column {Column}: {Message}") : Message;
}
