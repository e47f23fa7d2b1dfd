using System.Text;

namespace Wasmill.Functions.Calls;

/// <summary>Collects what a guest writes to its standard output and error, line by line, up to a limit.</summary>
internal sealed class GuestOutput(int limit)
{
    // Made with the first byte: most calls write nothing.
    private List<FunctionLogLine>? _lines;
    private MemoryStream[]? _partial;
    private int _written;

    /// <summary>The limit in bytes.</summary>
    public int Limit => limit;

    /// <summary>Takes what the guest wrote.</summary>
    /// <returns>False when that is over the limit; what still fits is kept.</returns>
    public bool Write(FunctionLogStream stream, ReadOnlySpan<byte> bytes)
    {
        var room = limit - _written;
        var taken = bytes.Length <= room ? bytes : bytes[..room];
        _written += taken.Length;
        _partial ??= [new(), new()];
        var partial = _partial[(int)stream];
        while (taken.IndexOf((byte)'\n') is var end and >= 0)
        {
            partial.Write(taken[..end]);
            Complete(stream);
            taken = taken[(end + 1)..];
        }

        partial.Write(taken);
        return bytes.Length <= room;
    }

    /// <summary>Everything written so far; a last line without its end counts as a line.</summary>
    public IReadOnlyList<FunctionLogLine> Finish()
    {
        if (_partial is null)
            return [];

        foreach (var stream in (ReadOnlySpan<FunctionLogStream>)[FunctionLogStream.Output, FunctionLogStream.Error])
        {
            if (_partial[(int)stream].Length > 0)
                Complete(stream);
        }

        return _lines ?? [];
    }

    private void Complete(FunctionLogStream stream)
    {
        var partial = _partial![(int)stream];
        var bytes = partial.GetBuffer().AsSpan(0, (int)partial.Length);
        if (bytes is [.., (byte)'\r'])
            bytes = bytes[..^1];
        (_lines ??= []).Add(new FunctionLogLine(stream, Encoding.UTF8.GetString(bytes)));
        partial.SetLength(0);
    }
}
