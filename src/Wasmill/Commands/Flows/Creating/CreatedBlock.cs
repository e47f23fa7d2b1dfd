using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary>Output of the create commands, in the layout of tmctl.</summary>
internal static class CreatedBlock
{
    /// <summary>Writes the block.</summary>
    public static void Write(ITerminal terminal, string name, params ReadOnlySpan<string> lines)
    {
        terminal.Out.WriteLine(terminal.Good("---------------"));
        terminal.Out.WriteLine(terminal.Good($"Created object name:\t{name}"));
        foreach (var line in lines)
            terminal.Out.WriteLine(terminal.Good(line));
    }
}
