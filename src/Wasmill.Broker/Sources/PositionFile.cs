using System.Text;
using Wasmill.Storage;

namespace Wasmill.Broker.Sources;

/// <summary>
/// The position of a source as a private file: the line <c>wasmill source position 1</c>, a line with the kind of the source, and the
/// position itself. Writes replace the whole file and flush it.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="kind">
/// The kind of the source. A position of a source of another kind with the same name is ignored.
/// </param>
/// <param name="failures">Counts writes that fail.</param>
internal sealed class PositionFile(string path, string kind, FailedWrites failures) : ISourcePosition
{
    private const string Prefix = "wasmill source position ";
    private const string Version = "1";
    // Up to four bytes for each character, and room for the two lines.
    private const int LargestFile = 4 * ISourcePosition.LongestValue + 1_024;

    /// <inheritdoc />
    public string? Read()
    {
        if (!File.Exists(path))
            return null;
        var text = ReadText();
        if (text.Split('\n', 3) is not [var header, var owner, var value] || !header.StartsWith(Prefix, StringComparison.Ordinal))
            throw Damaged();
        if (header != Prefix + Version)
            throw new SourceException($"the position in {path} was written by a newer version of wasmill: use that version");
        return owner == kind ? value : null;
    }

    /// <inheritdoc />
    public bool Store(string value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ISourcePosition.LongestValue);
        return failures.Try(WriteKind.Position, () =>
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, $"{Prefix}{Version}\n{kind}\n{value}");
        });
    }

    private SourceException Damaged() => new($"the position in {path} is damaged: remove the file, and the source begins anew");

    private string ReadText()
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw Damaged();
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            throw new SourceException($"the position in {path} cannot be read: {IoReason.Of(error)}", error);
        }
    }
}
