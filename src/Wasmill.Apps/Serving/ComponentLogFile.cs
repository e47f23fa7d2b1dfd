using System.Text;
using Wasmill.Storage;

namespace Wasmill.Apps.Serving;

/// <summary>A file that a component's output is appended to. A full file is kept as <c>NAME.1</c>, which replaces an older one.</summary>
/// <param name="path">The file.</param>
internal sealed class ComponentLogFile(string path)
{
    /// <summary>The maximum size of a file in bytes; with its predecessor, a log takes twice as much.</summary>
    public const long LargestBytes = 10L << 20;

    /// <summary>Appends a text; an empty text creates no file.</summary>
    /// <exception cref="IOException">The system refused, or the file is not a regular file: a function's output must not be written to the
    /// target of a link in the app's folder.</exception>
    public void Append(string text)
    {
        if (text.Length == 0)
            return;
        var kind = RegularFile.KindOf(path);
        if (kind != HostFileKind.Missing && RegularFile.Explain(kind) is { } reason)
            throw new IOException($"{path} {reason}");
        if (kind == HostFileKind.Regular && new FileInfo(path).Length + Encoding.UTF8.GetByteCount(text) > LargestBytes)
            File.Move(path, path + ".1", overwrite: true);
        PrivateFiles.AppendText(path, text);
    }
}
