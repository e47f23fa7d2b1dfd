using System.Globalization;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

/// <summary>The log of a broker's process: a line each for what happens, with time and component.</summary>
public sealed class ProcessLog : IDisposable
{
    // One old file is kept beside the current one: enough for a look back, and an end to what a talkative function can fill.
    private const long LargestFile = 64L << 20;

    private readonly Lock _lock = new();
    private readonly string _path;
    private StreamWriter _file;
    private readonly TextWriter? _echo;
    private readonly TimeProvider _time;

    /// <summary>Opens the log for appending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="echo">Gets every line as well, or null.</param>
    /// <param name="time">The clock.</param>
    public ProcessLog(string path, TextWriter? echo, TimeProvider time)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        _path = path;
        _file = Open(path);
        _echo = echo;
        _time = time;
    }

    /// <summary>Writes what a component says; each line of the text becomes a line.</summary>
    public void Write(string component, string text)
    {
        var time = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            RotateWhenFull();
            foreach (var line in text.Split('\n'))
            {
                _file.WriteLine($"{time} {component} | {line.TrimEnd('\r')}");
                _echo?.WriteLine($"{component} | {line.TrimEnd('\r')}");
            }
        }
    }

    private static StreamWriter Open(string path)
        => new(PrivateFiles.Open(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };

    private void RotateWhenFull()
    {
        if (_file.BaseStream.Position < LargestFile)
            return;
        _file.Dispose();
        File.Move(_path, _path + ".1", overwrite: true);
        _file = Open(_path);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
