using System.Globalization;
using System.Text;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

/// <summary>
/// The log of a broker's process: a line each for what happens, with time and component. Writing to it never throws: lines that the disk or the terminal does not take are dropped and counted,
/// and the log says how many once there is room again.
/// </summary>
public sealed class ProcessLog : IDisposable
{
    /// <summary>Length of a file by default, 64 MiB. One old file is kept beside the current one: enough for a look back, and an end to what a talkative function can fill.</summary>
    public const long LargestFile = 64L << 20;

    // A closed file is looked for again no more often: an attempt on a full disk costs system calls for every line.
    private static readonly TimeSpan OpenPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _largest;
    private readonly TextWriter? _echo;
    private readonly TimeProvider _time;
    private readonly Queue<string> _reports = new();
    private bool _isWriting;
    private FileStream? _file;
    private long? _closed;
    private long _length;
    private long _rotateAt;
    private long _dropped;
    private string _reason = "";

    /// <summary>Opens the log for appending. A file that cannot be opened now is tried again with later lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="echo">Gets every line as well, or null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="largest">Bytes after which the file is renamed and a new one begins.</param>
    public ProcessLog(string path, TextWriter? echo, TimeProvider time, long largest = LargestFile)
    {
        _path = path;
        _largest = largest;
        _echo = echo;
        _time = time;
        _rotateAt = largest;
        Failures = new FailedWrites(time, Report);
        lock (_lock)
            TryOpen();
    }

    /// <summary>The failed writes of the process, those of this log among them.</summary>
    public FailedWrites Failures { get; }

    /// <summary>Writes what a component says; each line of the text becomes a line. Never throws.</summary>
    public void Write(string component, string text)
    {
        lock (_lock)
        {
            _isWriting = true;
            WriteLines(component, text);
            WriteReports();
            _isWriting = false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            _file?.Dispose();
    }

    // A report may be about a line that is being written: it waits for its end.
    private void Report(string report)
    {
        lock (_lock)
        {
            _reports.Enqueue(report);
            if (_isWriting)
                return;
            _isWriting = true;
            WriteReports();
            _isWriting = false;
        }
    }

    private void WriteReports()
    {
        while (_reports.TryDequeue(out var report))
            WriteLines("disk", report);
    }

    private void WriteLines(string component, string text)
    {
        var time = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        foreach (var line in text.Split('\n'))
        {
            WriteToFile($"{time} {component} | {line.TrimEnd('\r')}\n", time);
            if (_echo is not null)
                Failures.Try(WriteKind.Terminal, () => _echo.WriteLine($"{component} | {line.TrimEnd('\r')}"));
        }
    }

    private void WriteToFile(string line, string time)
    {
        if (_length >= _rotateAt)
            Rotate();
        var dropped = _dropped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{time} log | {_dropped} lines were dropped {_reason}\n");
        if ((_file is not null || TryOpen()) && TryWrite(dropped + line))
            _dropped = 0;
        else
            _dropped++;
    }

    // A part of a line that found no room is cut off again: what follows later must begin a line of its own.
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

    // A file that cannot be renamed grows on, and is tried again later.
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
        _reason = error is IOException failure && DiskErrors.IsFull(failure) ? "while the disk was full" : $"because the log could not be written: {error.Message}";
        Failures.Note(WriteKind.LogLine, error);
    }
}
