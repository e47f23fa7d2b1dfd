namespace Wasmill.Flows.Files;

/// <summary>The text of a document.</summary>
/// <param name="text">The lines with their line ends.</param>
/// <param name="line">The line of the file in which the document starts, from 1.</param>
internal sealed class FlowChunk(string text, int line)
{
    public string Text { get; } = text;

    public int Line { get; } = line;
}
