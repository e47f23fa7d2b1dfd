using System.Text;
using Wasmill.Output;

namespace Wasmill.Tests.Output;

/// <summary>A terminal whose text a test reads, behind the writer that every command writes through.</summary>
internal sealed class RecordingTerminal : ITerminal
{
    private readonly StringBuilder _text = new();

    public RecordingTerminal(bool useColour = false)
    {
        UseColour = useColour;
        Out = Error = new VisibleWriter(new StringWriter(_text), useColour);
    }

    public string Text => _text.ToString();

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public bool UseColour { get; }

    public TextReader In { get; } = TextReader.Null;

    public void Clear() => _text.Append("(cleared)");
}
