using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Flows.Files;

// Tested by: FlowEditorTests, FlowReaderTests
/// <summary>The text of a flow file, cut into its documents. An edit touches the text of its own document only, so that comments elsewhere survive.</summary>
public sealed class FlowText
{
    private const string Separator = "---";

    private FlowText(IReadOnlyList<FlowChunk> chunks) => Chunks = chunks;

    /// <summary>The documents' texts in order.</summary>
    internal IReadOnlyList<FlowChunk> Chunks { get; }

    /// <summary>SHA-256 of the whole text, the first 16 hexadecimal digits: names this state of the file.</summary>
    public string Revision => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..16];

    /// <summary>Cuts a text into documents at its <c>---</c> lines.</summary>
    public static FlowText Parse(string text)
    {
        var chunks = new List<FlowChunk>();
        var current = new StringBuilder();
        var (line, start) = (0, 1);
        foreach (var content in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            line++;
            if (content.TrimEnd() == Separator)
            {
                chunks.Add(new FlowChunk(current.ToString(), start));
                current.Clear();
                start = line + 1;
                continue;
            }

            current.Append(content).Append('\n');
        }

        chunks.Add(new FlowChunk(current.ToString(), start));
        return new FlowText(chunks.Count > 1 && string.IsNullOrWhiteSpace(chunks[0].Text) ? chunks[1..] : chunks);
    }

    /// <summary>The text with one document replaced.</summary>
    internal FlowText Replace(FlowChunk old, string text) => new([.. Chunks.Select(chunk => ReferenceEquals(chunk, old) ? new FlowChunk(text, chunk.Line) : chunk)]);

    /// <summary>The text without some documents.</summary>
    internal FlowText Remove(IReadOnlySet<FlowChunk> gone) => new([.. Chunks.Where(chunk => !gone.Contains(chunk))]);

    /// <summary>The text with one document more at its end.</summary>
    internal FlowText Add(string text) => new([.. Chunks.Where(chunk => !string.IsNullOrWhiteSpace(chunk.Text)), new FlowChunk(text, 0)]);

    /// <inheritdoc />
    public override string ToString() => string.Join(Separator + "\n", Chunks.Select(chunk => chunk.Text));
}
