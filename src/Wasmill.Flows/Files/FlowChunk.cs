namespace Wasmill.Flows.Files;

/// <summary>The text of one document.</summary>
/// <param name="text">Its lines, each with its end.</param>
/// <param name="line">The line of the file it begins in, from 1.</param>
internal sealed class FlowChunk(string text, int line)
{
    public string Text { get; } = text;

    public int Line { get; } = line;
}
