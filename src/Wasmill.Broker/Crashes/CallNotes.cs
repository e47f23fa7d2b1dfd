using System.IO.MemoryMappedFiles;
using Wasmill.Storage;

namespace Wasmill.Broker.Crashes;

// Tested by: CrashGuardTests
/// <summary>
/// The events in flight in functions, in a memory-mapped file: a note costs two stores, and the operating system keeps it when the
/// process is killed or aborts. Nothing is flushed: a power failure is not a crash of a function.
/// </summary>
/// <remarks>
/// 64 KiB: a generation (8 bytes, incremented with each start), eight zeros, then slots of 16 bytes: the trigger's key and the event's
/// position, which is 0 while the slot is free.
/// </remarks>
internal sealed class CallNotes : IDisposable
{
    private const int FileBytes = 64 << 10;
    private const int SlotBytes = 16;

    // Number of neighbor slots tried before a call runs without a note. Filling all takes more than 4,000 calls in flight.
    private const int Tries = 64;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int[] _taken = new int[FileBytes / SlotBytes];
    private int _next;

    private CallNotes(MemoryMappedFile file, MemoryMappedViewAccessor view) => (_file, _view) = (file, view);

    /// <summary>
    /// Opens the file, and creates it if it is missing or has another length. Its bytes are written, not only allocated: a store into a
    /// hole on a full disk would end the process.
    /// </summary>
    /// <exception cref="IOException">The operating system reported an error.</exception>
    public static CallNotes Open(string path)
    {
        using (var stream = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
        {
            if (stream.Length != FileBytes)
            {
                stream.SetLength(0);
                stream.Write(new byte[FileBytes]);
                stream.Flush(flushToDisk: true);
            }
        }

        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, FileBytes);
        return new CallNotes(file, file.CreateViewAccessor(0, FileBytes));
    }

    /// <summary>The start that the notes are of.</summary>
    public long Generation => _view.ReadInt64(0);

    /// <summary>The events that were in flight when the process ended that wrote the file.</summary>
    public IReadOnlyList<CallKey> InFlight
    {
        get
        {
            var calls = new List<CallKey>();
            for (var slot = 1; slot < _taken.Length; slot++)
            {
                if (_view.ReadInt64(slot * SlotBytes + sizeof(long)) is > 0 and var position)
                    calls.Add(new CallKey(_view.ReadInt64(slot * SlotBytes), position));
            }

            return calls;
        }
    }

    /// <summary>Forgets what is noted, and begins the next generation.</summary>
    public void Clear()
    {
        var generation = Generation;
        for (var slot = 1; slot < _taken.Length; slot++)
            _view.Write(slot * SlotBytes + sizeof(long), 0L);
        _view.Write(0, generation + 1);
    }

    /// <summary>Notes a call.</summary>
    /// <returns>The argument for <see cref="End"/>; 0 if there is no room for a note.</returns>
    public int Begin(CallKey key)
    {
        for (var i = 0; i < Tries; i++)
        {
            var slot = 1 + (int)((uint)Interlocked.Increment(ref _next) % (uint)(_taken.Length - 1));
            if (Interlocked.CompareExchange(ref _taken[slot], 1, 0) != 0)
                continue;
            _view.Write(slot * SlotBytes, key.Trigger);
            _view.Write(slot * SlotBytes + sizeof(long), key.Position);
            return slot;
        }

        return 0;
    }

    /// <summary>Ends the note of a call.</summary>
    public void End(int slot)
    {
        if (slot == 0)
            return;
        _view.Write(slot * SlotBytes + sizeof(long), 0L);
        Volatile.Write(ref _taken[slot], 0);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
