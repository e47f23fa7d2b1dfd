namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: ShardTests
/// <summary>
/// The linked modules in use by a shard, by the key of their bytes. Each is loaded once and unloaded with its last reference.
/// </summary>
internal sealed class ModuleCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = [];
    private readonly Dictionary<LinkedModule, Entry> _byModule = [];

    /// <summary>The number of modules.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Adds a reference to the shared module, loading it on first use; concurrent callers wait for that load.</summary>
    public LinkedModule Take(string key, Func<LinkedModule> load) => TryTake(key, load)!;

    /// <summary>Like <see cref="Take"/>, for a module that may be missing.</summary>
    /// <returns>Null if the module is missing.</returns>
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

    /// <summary>Releases a reference.</summary>
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
