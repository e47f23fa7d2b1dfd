namespace Wasmill.Output;

/// <summary>
/// Everything a command shows goes through here: results to standard output, everything for people only to standard error.
/// </summary>
internal interface ITerminal
{
    /// <summary>Standard output: what a pipe should get. Shows control characters instead of passing them on.</summary>
    TextWriter Out { get; }

    /// <summary>
    /// Standard error: progress, hints, errors. Shows control characters instead of passing them on. On a terminal, sentences are broken
    /// between words.
    /// </summary>
    TextWriter Error { get; }

    /// <summary>Indicates whether colors are used: standard output is a terminal and <c>NO_COLOR</c> is not set.</summary>
    bool UseColour { get; }

    /// <summary>The width of the terminal in characters; null if standard output is not a terminal.</summary>
    int? Width { get; }

    /// <summary>Erases the screen. Only for a terminal.</summary>
    void Clear();

    /// <summary>Standard input as text.</summary>
    TextReader In { get; }

    /// <summary>Standard input as bytes.</summary>
    Stream Input { get; }

    /// <summary>Indicates whether standard input is a keyboard, not a file or a pipe.</summary>
    bool InputIsKeyboard { get; }

    /// <summary>Indicates whether a question can be asked: standard input is a keyboard, and standard error is a terminal.</summary>
    bool CanAsk { get; }
}
