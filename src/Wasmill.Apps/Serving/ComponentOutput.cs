namespace Wasmill.Apps.Serving;

/// <summary>Receives what a component of an app wrote, one line at a time. Not a log: it is the output of a command for its user.</summary>
/// <param name="component">The component's id.</param>
/// <param name="line">The line, without its end.</param>
public delegate void ComponentOutput(string component, string line);
