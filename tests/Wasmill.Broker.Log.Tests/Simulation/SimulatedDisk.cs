using Wasmill.Broker.Log.Disk;
using Wasmill.Storage;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>
/// A disk that ends the process in the middle of things, forgets what was not flushed, fills up, and fails to flush;
/// all of it decided by a seed.
/// </summary>
internal sealed class SimulatedDisk(Random random) : ILogDisk
{
    private readonly List<Action<Dictionary<string, SimulatedFile>>> _pendingNames = [];
    private Dictionary<string, SimulatedFile> _files = [];
    private readonly Dictionary<string, SimulatedFile> _durableFiles = [];

    /// <summary>The process ends at this many operations from now; negative for never.</summary>
    public int CrashIn { get; set; } = -1;

    /// <summary>The next flush fails.</summary>
    public bool FailNextFlush { get; set; }

    /// <summary>No space left.</summary>
    public bool IsFull { get; set; }

    /// <summary>A planted bug: nothing that is flushed reaches the disk.</summary>
    public bool LiesAboutFlush { get; set; }

    public IReadOnlyDictionary<string, SimulatedFile> Files => _files;

    public long FreeBytes => IsFull ? 0 : long.MaxValue;

    public IReadOnlyList<string> List() => [.. _files.Keys];

    public ILogFile Create(string name)
    {
        Operate(name, 0, _ => { });
        if (_files.ContainsKey(name))
            throw new IOException($"{name} exists");
        var file = new SimulatedFile(this, name);
        Change(files => files[name] = file);
        return file;
    }

    public ILogFile Open(string name) => _files[name];

    /// <summary>Whether a file's name and so many bytes of it outlive a loss of power.</summary>
    public bool IsDurable(string name, int bytes) => _durableFiles.TryGetValue(name, out var file) && file.DurableLength >= bytes;

    public void Rename(string from, string to)
    {
        Operate(from, 0, _ => { });
        var file = _files[from];
        Change(files =>
        {
            files.Remove(from);
            files[to] = file;
        });
    }

    public void Delete(string name)
    {
        Operate(name, 0, _ => { });
        Change(files => files.Remove(name));
    }

    public void FlushNames()
    {
        Operate("", 0, _ => { });
        foreach (var change in _pendingNames)
            change(_durableFiles);
        _pendingNames.Clear();
    }

    /// <summary>The process was killed: the system has everything that was written.</summary>
    public void Kill() => CrashIn = -1;

    /// <summary>The power was lost: the disk has what was flushed, and any of the rest.</summary>
    public void LosePower()
    {
        CrashIn = -1;
        // A journal gives the first of them; a file system without one, or with one for each folder, gives any.
        var hasJournal = random.Next(2) == 0;
        var journaled = random.Next(_pendingNames.Count + 1);
        for (var i = 0; i < _pendingNames.Count; i++)
        {
            if (hasJournal ? i < journaled : random.Next(2) == 0)
                _pendingNames[i](_durableFiles);
        }

        _pendingNames.Clear();
        _files = new Dictionary<string, SimulatedFile>(_durableFiles);
        foreach (var file in _files.Values)
            file.LosePower(random);
    }

    /// <summary>Somebody removes a file while the process is stopped.</summary>
    public void Take(string name)
    {
        _files.Remove(name);
        _durableFiles.Remove(name);
        _pendingNames.Add(files => files.Remove(name));
    }

    internal bool TakeFlushFailure()
    {
        var fails = FailNextFlush;
        FailNextFlush = false;
        return fails;
    }

    /// <summary>Counts an operation down; at the end of the count a part of it is done.</summary>
    internal void Operate(string name, int bytes, Action<int> doPart)
    {
        if (CrashIn >= 0 && CrashIn-- == 0)
        {
            CrashIn = -1;
            doPart(random.Next(bytes + 1));
            throw new SimulatedCrash();
        }

        if (!IsFull || bytes == 0)
            return;
        doPart(random.Next(bytes));
        throw new DiskFullException($"{name}: no space left");
    }

    private void Change(Action<Dictionary<string, SimulatedFile>> change)
    {
        change(_files);
        _pendingNames.Add(change);
    }
}
