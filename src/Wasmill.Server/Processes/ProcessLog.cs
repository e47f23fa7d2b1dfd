using System.Text;
using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

/// <summary>
/// The log of a broker's process: a file with a line for each message, in text or JSON. The category of a logger is the component.
/// Writing never throws: lines that the disk or the terminal does not accept are dropped and counted,
/// and their number is logged when there is room again.
/// </summary>
internal sealed class ProcessLog : ILoggerProvider
{
    /// <summary>
    /// Default maximum size of a file, 64 MiB. One old file is kept beside the current one: enough history, and a limit for
    /// functions that log a lot.
    /// </summary>
    public const long LargestFile = 64L << 20;

    // Minimum interval between attempts to open the file: on a full disk each attempt costs system calls for every line.
    private static readonly TimeSpan OpenPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _largest;
    private readonly TextWriter? _echo;
    private readonly ILogFormat _format;
    private readonly TimeProvider _time;
    // Messages about a failed write of this log, which arrive while a line is being written.
    private readonly Queue<LogEntry> _waiting = new();
    private bool _isWriting;
    private FileStream? _file;
    private long? _closed;
    private long _length;
    private long _rotateAt;
    private long _dropped;
    private string _reason = "";

    /// <summary>Opens the log for appending. If the file cannot be opened, later lines retry.</summary>
    /// <param name="path">The file.</param>
    /// <param name="echo">Receives every line too, or null.</param>
    /// <param name="format">Formats messages as lines.</param>
    /// <param name="time">The clock.</param>
    /// <param name="largest">Size in bytes at which the file is rotated.</param>
    public ProcessLog(string path, TextWriter? echo, ILogFormat format, TimeProvider time, long largest = LargestFile)
    {
        _path = path;
        _largest = largest;
        _echo = echo;
        _format = format;
        _time = time;
        _rotateAt = largest;
        Failures = new FailedWrites(time, CreateLogger("disk"));
        lock (_lock)
            TryOpen();
    }

    /// <summary>The failed writes of the process, including those of this log.</summary>
    public FailedWrites Failures { get; }

    /// <summary>Creates the logger of a component.</summary>
    /// <param name="categoryName">The component's name.</param>
    public ILogger CreateLogger(string categoryName) => new ProcessLogger(categoryName, _time, Write);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            _file?.Dispose();
    }

    // The message may be about the line that is being written: queue it until that line is complete.
    private void Write(LogEntry entry)
    {
        lock (_lock)
        {
            _waiting.Enqueue(entry);
            if (_isWriting)
                return;
            _isWriting = true;
            try
            {
                while (_waiting.TryDequeue(out var next))
                    WriteEntry(next);
            }
            finally
            {
                _isWriting = false;
            }
        }
    }

    private void WriteEntry(LogEntry entry)
    {
        WriteToFile(_format.FormatFile(entry));
        if (_echo is null)
            return;
        foreach (var line in _format.FormatEcho(entry))
            Failures.Try(WriteKind.Terminal, () => _echo.WriteLine(line));
    }

    private void WriteToFile(string lines)
    {
        if (_length >= _rotateAt)
            Rotate();
        if ((_file is not null || TryOpen()) && TryWrite(FormatDropped() + lines))
            _dropped = 0;
        else
            _dropped += lines.AsSpan().Count('\n');
    }

    private string FormatDropped()
    {
        var text = "";
        if (_dropped > 0)
            new ProcessLogger("log", _time, entry => text = _format.FormatFile(entry)).LinesDropped(_dropped, _reason);
        return text;
    }

    // Truncate a partially written line, so that the next one starts on its own line.
    private bool TryWrite(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        try
        {
            RandomAccess.Write(_file!.SafeFileHandle, bytes, _length);
            _length += bytes.Length;
            Failures.NoteSuccess(WriteKind.LogLine);
            return true;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            Drop(error);
            Failures.Try(WriteKind.LogLine, () => RandomAccess.SetLength(_file!.SafeFileHandle, _length));
            return false;
        }
    }

    private bool TryOpen()
    {
        if (_closed is { } closed && _time.GetElapsedTime(closed) < OpenPause)
            return false;
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(_path)!);
            _file = PrivateFiles.Open(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            _length = _file.Length;
            return true;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            _file?.Dispose();
            _file = null;
            _closed = _time.GetTimestamp();
            Drop(error);
            return false;
        }
    }

    // If the file cannot be renamed, it keeps growing, and the rename is retried later.
    private void Rotate()
    {
        if (!Failures.Try(WriteKind.LogLine, () => File.Move(_path, _path + ".1", overwrite: true)))
        {
            _rotateAt = _length + _largest / 16;
            return;
        }

        _file?.Dispose();
        _file = null;
        _closed = null;
        _length = 0;
        _rotateAt = _largest;
    }

    private void Drop(Exception error)
    {
        _reason = error is IOException failure && DiskErrors.IsFull(failure)
            ? "while the disk was full"
            : $"because the log could not be written: {IoReason.Of(error)}";
        Failures.Note(WriteKind.LogLine, error);
    }
}
