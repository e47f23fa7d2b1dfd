namespace Wasmill.Apps.Building;

/// <summary>Receives what a build tells its user, one line at a time. Not a log: it is the output of a command.</summary>
/// <param name="line">The line, without its end.</param>
public delegate void BuildOutput(string line);
