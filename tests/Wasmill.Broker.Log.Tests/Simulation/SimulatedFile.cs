using Wasmill.Broker.Log.Disk;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>A file as the system shows it, as the disk has it, and what lies between.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string name) : ILogFile
{
    private readonly List<Action<List<byte>>> _pending = [];
    private List<byte> _visible = [];
    private List<byte> _durable = [];

    public long Length => _visible.Count;

    public byte[] Content => [.. _visible];

    public int DurableLength => _durable.Count;

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var copy = bytes.ToArray();
        disk.Operate(name, copy.Length, part => Put(copy[..part], offset));
        Put(copy, offset);
    }

    public int Read(Span<byte> bytes, long offset)
    {
        if (offset >= _visible.Count)
            return 0;
        var count = (int)Math.Min(bytes.Length, _visible.Count - offset);
        for (var i = 0; i < count; i++)
            bytes[i] = _visible[(int)offset + i];
        return count;
    }

    public void Truncate(long length)
    {
        disk.Operate(name, 0, _ => { });
        Change(content => Cut(content, length));
    }

    public void Flush()
    {
        disk.Operate(name, 0, _ => { });
        if (disk.LiesAboutFlush)
            return;
        if (disk.TakeFlushFailure())
        {
            // What Linux does: the pages count as clean, so that the next flush says that all is well, and the disk never gets them.
            _pending.Clear();
            throw new IOException("Input/output error");
        }

        foreach (var change in _pending)
            change(_durable);
        _pending.Clear();
    }

    public void Flip(int offset, int bit)
    {
        _visible[offset] ^= (byte)(1 << bit);
        _durable = [.. _visible];
    }

    public void LosePower(Random random)
    {
        // The disk may have got any of what was not flushed, whole or in part.
        foreach (var change in _pending)
        {
            if (random.Next(2) == 0)
                change(_durable);
        }

        if (_pending.Count > 0 && random.Next(2) == 0 && _durable.Count > 0)
            Cut(_durable, Math.Max(_safe, _durable.Count - random.Next(40)));
        _pending.Clear();
        _visible = [.. _durable];
    }

    public void Dispose()
    {
    }

    private int _safe;

    private void Put(byte[] bytes, long offset)
    {
        Change(content =>
        {
            while (content.Count < offset + bytes.Length)
                content.Add(0);
            for (var i = 0; i < bytes.Length; i++)
                content[(int)offset + i] = bytes[i];
        });
    }

    private void Change(Action<List<byte>> change)
    {
        if (_pending.Count == 0)
            _safe = _durable.Count;
        change(_visible);
        _pending.Add(change);
    }

    private static void Cut(List<byte> content, long length)
    {
        if (length < content.Count)
            content.RemoveRange((int)length, content.Count - (int)length);
    }
}
