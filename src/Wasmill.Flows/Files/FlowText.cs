using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Flows.Files;

// Tested by: FlowEditorTests, FlowReaderTests
/// <summary>
/// The text of a flow file, split into documents. An edit changes only the text of its document, so comments elsewhere are kept.
/// </summary>
public sealed class FlowText
{
    private const string Separator = "---";

    private FlowText(IReadOnlyList<FlowChunk> chunks) => Chunks = chunks;

    /// <summary>The texts of the documents in order.</summary>
    internal IReadOnlyList<FlowChunk> Chunks { get; }

    /// <summary>The revision of the file: the first 16 hexadecimal digits of the SHA-256 of the whole text.</summary>
    public string Revision => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..16];

    /// <summary>Splits a text into documents at its <c>---</c> lines.</summary>
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

    /// <summary>Returns the text with a document replaced.</summary>
    internal FlowText Replace(FlowChunk old, string text)
        => new([.. Chunks.Select(chunk => ReferenceEquals(chunk, old) ? new FlowChunk(text, chunk.Line) : chunk)]);

    /// <summary>Returns the text without some documents.</summary>
    internal FlowText Remove(IReadOnlySet<FlowChunk> gone) => new([.. Chunks.Where(chunk => !gone.Contains(chunk))]);

    /// <summary>Returns the text with a document appended.</summary>
    internal FlowText Add(string text) => new([.. Chunks.Where(chunk => !string.IsNullOrWhiteSpace(chunk.Text)), new FlowChunk(text, 0)]);

    /// <inheritdoc />
    public override string ToString() => string.Join(Separator + "\n", Chunks.Select(chunk => chunk.Text));
}
