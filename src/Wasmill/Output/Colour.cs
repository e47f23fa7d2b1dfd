namespace Wasmill.Output;

/// <summary>The three colours of the command line, as SGR sequences (ECMA-48, 8.3.117).</summary>
internal static class Colour
{
    /// <summary>Something is well.</summary>
    public static string Good(this ITerminal terminal, string text) => Paint(terminal, text, "\u001b[92m");

    /// <summary>Something is wrong.</summary>
    public static string Bad(this ITerminal terminal, string text) => Paint(terminal, text, "\u001b[31m");

    /// <summary>Something of less weight.</summary>
    public static string Faint(this ITerminal terminal, string text) => Paint(terminal, text, "\u001b[90m");

    private static string Paint(ITerminal terminal, string text, string sequence)
        => terminal.UseColour ? $"{sequence}{text}\u001b[39m" : text;
}
