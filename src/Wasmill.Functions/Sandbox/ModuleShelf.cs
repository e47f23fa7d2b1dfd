namespace Wasmill.Functions.Sandbox;

// Tested by: ShardTests
/// <summary>The linked modules that a shard uses, by the key of their bytes. Each is loaded once and dropped with its last user.</summary>
internal sealed class ModuleShelf
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = [];
    private readonly Dictionary<LinkedModule, Entry> _byModule = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Takes a share of a module; loads it when nobody uses it yet. Whoever asks for the same one meanwhile waits for that.</summary>
    public LinkedModule Take(string key, Func<LinkedModule> load) => TryTake(key, load)!;

    /// <summary>The same with something that may not be there to load.</summary>
    /// <returns>Null when it is not.</returns>
    public LinkedModule? TryTake(string key, Func<LinkedModule?> load)
    {
        Entry? entry;
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out entry))
                _byKey.Add(key, entry = new Entry(key));
            entry.Users++;
        }

        try
        {
            lock (entry)
                entry.Module ??= load();
        }
        catch
        {
            Drop(entry);
            throw;
        }

        if (entry.Module is null)
        {
            Drop(entry);
            return null;
        }

        lock (_lock)
            _byModule[entry.Module] = entry;
        return entry.Module;
    }

    /// <summary>Gives a share back.</summary>
    public void Release(LinkedModule module)
    {
        Entry entry;
        lock (_lock)
            entry = _byModule[module];
        Drop(entry);
    }

    private void Drop(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users > 0)
                return;
            _byKey.Remove(entry.Key);
            if (entry.Module is not null)
                _byModule.Remove(entry.Module);
        }

        entry.Module?.Dispose();
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public LinkedModule? Module { get; set; }

        public int Users { get; set; }
    }
}
