namespace Wasmill.Flows.Model;

/// <summary>A warning about a part of a flow file that has no effect, although its author may rely on it.</summary>
/// <param name="Component">The name of the component that contains it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">The part that has no effect, and its replacement.</param>
public sealed record FlowWarning(string Component, long Line, long Column, string Message);
