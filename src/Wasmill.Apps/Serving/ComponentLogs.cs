using System.Buffers;
using System.Text;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Serving;

/// <summary>Appends the components' output to <c>ID_stdout.txt</c> and <c>ID_stderr.txt</c>, as in Spin, and passes it on.</summary>
/// <remarks>
/// Output that cannot be written is dropped, counted and reported once: a full disk must not keep an app from responding.
/// </remarks>
/// <param name="folder">The folder of the files; null for none.</param>
/// <param name="output">Gets every line as well: the component's id and the text.</param>
/// <param name="failures">Counts and logs failed writes.</param>
internal sealed class ComponentLogs(string? folder, ComponentOutput output, FailedWrites failures) : IDisposable
{
    // The largest text that is kept for the next call to be written into; larger ones are rare.
    private const int KeptBytes = 64 << 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ComponentLogFile Output, ComponentLogFile Error)> _files = new(StringComparer.Ordinal);
    private ArrayBufferWriter<byte> _text = new();

    /// <summary>Writes the output of one call.</summary>
    public void Write(string component, FunctionResult result)
    {
        if (result.Log.Count == 0 && result.Reason.Length == 0)
            return;
        lock (_lock)
        {
            foreach (var line in result.Log)
                output(component, line.Text);
            if (result.Reason.Length > 0)
                output(component, result.Reason);
            if (folder is not null)
                failures.Try(WriteKind.FunctionLog, () => Append(folder, component, result));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (stdout, stderr) in _files.Values)
            {
                stdout.Dispose();
                stderr.Dispose();
            }

            _files.Clear();
        }
    }

    // Once per call, not per line: a call may write thousands of short lines.
    private void Append(string place, string component, FunctionResult result)
    {
        if (!_files.TryGetValue(component, out var files))
        {
            files = (
                new ComponentLogFile(Path.Combine(place, $"{component}_stdout.txt")),
                new ComponentLogFile(Path.Combine(place, $"{component}_stderr.txt")));
            _files.Add(component, files);
        }

        Append(files.Output, result, FunctionLogStream.Output, "");
        Append(files.Error, result, FunctionLogStream.Error, result.Reason);
    }

    private void Append(ComponentLogFile file, FunctionResult result, FunctionLogStream stream, string reason)
    {
        _text.ResetWrittenCount();
        foreach (var line in result.Log)
        {
            if (line.Stream == stream)
                Add(line.Text);
        }

        if (reason.Length > 0)
            Add(reason);
        file.Append(_text.WrittenSpan);
        if (_text.Capacity > KeptBytes)
            _text = new ArrayBufferWriter<byte>();
    }

    private void Add(string line)
    {
        Encoding.UTF8.GetBytes(line, _text);
        _text.Write("\n"u8);
    }
}
