namespace Wasmill.Output;

// Tested by: HostileTextTests, TerminalTests
/// <summary>The process's own streams.</summary>
internal sealed class ProcessTerminal : ITerminal
{
    // Erases the screen and its scrollback, and moves the cursor to the start (ECMA-48, 8.3.39 and 8.3.21; 3 is xterm's).
    private const string ClearSequence = "\u001b[2J\u001b[3J\u001b[H";

    public ProcessTerminal()
    {
        Out = new VisibleWriter(Console.Out, UseColour);
        Error = new VisibleWriter(new SturdyWriter(Console.Error), UseColour, static () => Console.IsErrorRedirected ? null : WindowWidth);
    }

    /// <inheritdoc />
    public TextWriter Out { get; }

    /// <inheritdoc />
    public TextWriter Error { get; }

    /// <inheritdoc />
    public int? Width => Console.IsOutputRedirected ? null : WindowWidth;

    /// <inheritdoc />
    public void Clear() => Console.Out.Write(ClearSequence);

    /// <inheritdoc />
    public TextReader In => Console.In;

    /// <inheritdoc />
    public Stream Input => Console.OpenStandardInput();

    /// <inheritdoc />
    public bool InputIsKeyboard => !Console.IsInputRedirected;

    /// <inheritdoc />
    public bool CanAsk => InputIsKeyboard && !Console.IsErrorRedirected;

    // 0: the terminal does not know, such as one of a program.
    private static int? WindowWidth => Console.WindowWidth is > 0 and var width ? width : null;

    /// <inheritdoc />
    public bool UseColour { get; } = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
