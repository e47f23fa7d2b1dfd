namespace Wasmill.Output;

// Tested by: VisibleWriterTests, WrappedTextTests
/// <summary>
/// The three colours of the command line, as marks that <see cref="VisibleWriter"/> replaces by SGR sequences (ECMA-48, 8.3.117). The marks
/// are noncharacters of Unicode, which no event attribute may hold; a text from outside with one of them gets a color at most.
/// </summary>
internal static class Colour
{
    internal const char GoodMark = '\ufdd0';
    internal const char BadMark = '\ufdd1';
    internal const char FaintMark = '\ufdd2';
    internal const char EndMark = '\ufdd3';

    /// <summary>Something is well.</summary>
    public static string Good(this ITerminal terminal, string text) => Paint(terminal, text, GoodMark);

    /// <summary>Something is wrong.</summary>
    public static string Bad(this ITerminal terminal, string text) => Paint(terminal, text, BadMark);

    /// <summary>Something of less weight.</summary>
    public static string Faint(this ITerminal terminal, string text) => Paint(terminal, text, FaintMark);

    /// <summary>Returns the columns that a text takes, marks left out.</summary>
    internal static int WidthOf(string text)
    {
        var width = text.Length;
        foreach (var one in text)
        {
            if (one is >= GoodMark and <= EndMark)
                width--;
        }

        return width;
    }

    /// <summary>A mark as a text.</summary>
    internal static string Mark(char mark) => mark.ToString();

    private static string Paint(ITerminal terminal, string text, char mark) => terminal.UseColour ? $"{mark}{text}{EndMark}" : text;
}
