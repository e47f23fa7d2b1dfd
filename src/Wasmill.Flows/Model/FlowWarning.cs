namespace Wasmill.Flows.Model;

/// <summary>A part of a flow file that has no effect, although its author may count on it.</summary>
/// <param name="Component">The name of the component it stands in.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What has no effect, and what to write instead.</param>
public sealed record FlowWarning(string Component, long Line, long Column, string Message);
