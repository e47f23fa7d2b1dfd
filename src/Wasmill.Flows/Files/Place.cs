namespace Wasmill.Flows.Files;

/// <summary>A place in a flow file.</summary>
/// <param name="Line">The line, from 1; 0 if the value was not read from a file.</param>
/// <param name="Column">The column, from 1; 0 if the value was not read from a file.</param>
public readonly record struct Place(long Line, long Column);
