using System.IO.MemoryMappedFiles;
using System.Text;

namespace Wasmill.Acceptance.Faults;

/// <summary>The memory that the fault library shares with the test: <c>struct control</c> of <c>tests/faults/faults.c</c>.</summary>
internal sealed class FaultControl : IDisposable
{
    private const int Size = 4096;
    private const int Count = 0;
    private const int FailAt = 8;
    private const int Mode = 16;
    private const int Error = 24;
    private const int Failed = 32;
    private const int First = 40;
    private const int FirstLength = 192;
    private const int NoSpace = 28;
    private const int InputOutput = 5;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _memory;

    public FaultControl(string path)
    {
        Path = path;
        File.WriteAllBytes(path, new byte[Size]);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _memory = _file.CreateViewAccessor();
    }

    public string Path { get; }

    /// <summary>Operations so far, of every process that has the library.</summary>
    public long Operations => _memory.ReadInt64(Count);

    /// <summary>Operations that were failed since the fault was armed.</summary>
    public long Failures => _memory.ReadInt64(Failed);

    /// <summary>The first of them: its function and file.</summary>
    public string FirstFailed
    {
        get
        {
            var bytes = new byte[FirstLength];
            _memory.ReadArray(First, bytes, 0, bytes.Length);
            return Encoding.UTF8.GetString(bytes).Split('\0')[0];
        }
    }

    /// <summary>Arms a fault for the n-th operation from now, from 1.</summary>
    public void Arm(FaultMode mode, long n)
    {
        _memory.Write(Failed, 0L);
        _memory.WriteArray(First, new byte[FirstLength], 0, FirstLength);
        _memory.Write(Error, mode == FaultMode.BrokenOnce ? InputOutput : (long)NoSpace);
        _memory.Write(FailAt, Operations + n);
        _memory.Write(Mode, mode == FaultMode.FullFrom ? 2L : 1L);
    }

    /// <summary>From here on nothing fails.</summary>
    public void Disarm() => _memory.Write(Mode, 0L);

    public void Dispose()
    {
        _memory.Dispose();
        _file.Dispose();
    }
}
