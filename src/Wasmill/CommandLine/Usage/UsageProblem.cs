using System.CommandLine;

namespace Wasmill.CommandLine.Usage;

/// <summary>A mistake in a command line.</summary>
/// <param name="Message">The problem and how to fix it.</param>
/// <param name="Command">The command whose help shows what is right.</param>
internal sealed record UsageProblem(string Message, Command Command);
