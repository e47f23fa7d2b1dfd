using System.Globalization;
using System.Text;

namespace Wasmill.Functions.Calls;

/// <summary>
/// Collects the lines that a guest writes to its standard output and standard error. One limit bounds what a guest may write, another what
/// is kept: the beginning and, since errors come last, the end. The dropped bytes in between are counted and reported in a line of their
/// own.
/// </summary>
/// <param name="limit">The maximum number of bytes that the guest may write.</param>
internal sealed class GuestOutput(int limit)
{
    /// <summary>The bytes kept of each of the two parts, and the maximum bytes kept of a line.</summary>
    public const int KeptBytes = 32 << 10;

    /// <summary>
    /// The lines kept of each of the two parts. A line of one byte takes 50 bytes of memory, so a limit on bytes alone is not enough: with
    /// both, a call keeps about 0.3 MiB.
    /// </summary>
    public const int KeptLines = 1_000;

    // Created with the first byte: most calls write nothing.
    private List<FunctionLogLine>? _first;
    private Queue<(FunctionLogLine Line, int Bytes)>? _last;
    private MemoryStream[]? _partial;
    private int _firstBytes;
    private int _lastBytes;
    private int _written;
    private long _dropped;
    private FunctionLogStream _droppedOf;

    /// <summary>The limit in bytes.</summary>
    public int Limit => limit;

    /// <summary>Adds output of the guest.</summary>
    /// <returns>False if the limit is exceeded; the part that still fits counts as written.</returns>
    public bool Write(FunctionLogStream stream, ReadOnlySpan<byte> bytes)
    {
        var room = limit - _written;
        var taken = bytes.Length <= room ? bytes : bytes[..room];
        _written += taken.Length;
        _partial ??= [new(), new()];
        while (taken.IndexOf((byte)'\n') is var end and >= 0)
        {
            Append(stream, taken[..end]);
            Complete(stream);
            taken = taken[(end + 1)..];
        }

        Append(stream, taken);
        return bytes.Length <= room;
    }

    /// <summary>Returns the kept lines of everything written so far; a last line without a line end counts as a line.</summary>
    public IReadOnlyList<FunctionLogLine> Finish()
    {
        if (_partial is null)
            return [];

        foreach (var stream in (ReadOnlySpan<FunctionLogStream>)[FunctionLogStream.Output, FunctionLogStream.Error])
        {
            if (_partial[(int)stream].Length > 0)
                Complete(stream);
        }

        if (_dropped == 0 && _last is null)
            return _first ?? [];
        var lines = new List<FunctionLogLine>(_first ?? []);
        if (_dropped > 0)
            lines.Add(
                new FunctionLogLine(_droppedOf, string.Create(CultureInfo.InvariantCulture, $"... {_dropped:N0} more bytes dropped")));
        lines.AddRange(_last?.Select(line => line.Line) ?? []);
        return lines;
    }

    private void Append(FunctionLogStream stream, ReadOnlySpan<byte> bytes)
    {
        var partial = _partial![(int)stream];
        var kept = Math.Min(bytes.Length, KeptBytes - (int)partial.Length);
        partial.Write(bytes[..kept]);
        Drop(stream, bytes.Length - kept);
    }

    private void Complete(FunctionLogStream stream)
    {
        var partial = _partial![(int)stream];
        var bytes = partial.GetBuffer().AsSpan(0, (int)partial.Length);
        if (bytes is [.., (byte)'\r'])
            bytes = bytes[..^1];
        Keep(new FunctionLogLine(stream, Encoding.UTF8.GetString(bytes)), bytes.Length);
        partial.SetLength(0);
    }

    private void Keep(FunctionLogLine line, int bytes)
    {
        _first ??= [];
        if (_last is null && _first.Count < KeptLines && _firstBytes + bytes <= KeptBytes)
        {
            _first.Add(line);
            _firstBytes += bytes;
            return;
        }

        _last ??= new();
        _last.Enqueue((line, bytes));
        _lastBytes += bytes;
        while (_last.Count > KeptLines || _lastBytes > KeptBytes)
        {
            var (gone, length) = _last.Dequeue();
            _lastBytes -= length;
            // Includes the line end.
            Drop(gone.Stream, length + 1);
        }
    }

    private void Drop(FunctionLogStream stream, int bytes)
    {
        if (bytes == 0)
            return;
        _dropped += bytes;
        _droppedOf = stream;
    }
}
