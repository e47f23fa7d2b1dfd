using Wasmill.Storage;

namespace Wasmill.Apps.Serving;

// Tested by: ComponentLogsTests
/// <summary>
/// A file that a component's output is appended to. It stays open; before each write it is compared with its path, so that a file that was
/// removed or renamed meanwhile is created anew. A full file is kept as <c>NAME.1</c>, which replaces an older one. Not thread-safe.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ComponentLogFile(string path) : IDisposable
{
    /// <summary>The maximum size of a file in bytes; with its predecessor, a log takes twice as much.</summary>
    public const long LargestBytes = 10L << 20;

    private AppendedFile? _file;

    /// <summary>Appends a text in one write; an empty text creates no file.</summary>
    /// <exception cref="IOException">The system refused, or the file is not a regular file: a function's output must not be written to the
    /// target of a link in the app's folder.</exception>
    public void Append(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        if (_file?.IsCurrent is not true)
            Open();
        if (_file!.Length is > 0 and var length && length + text.Length > LargestBytes)
        {
            File.Move(path, path + ".1", overwrite: true);
            Open();
        }

        _file.Write(text);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Open()
    {
        Dispose();
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        _file = AppendedFile.Open(path);
    }
}
