namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The open stores of one call, by number.</summary>
internal sealed class KeyValueHandles
{
    /// <summary>The maximum number of open stores, as in Spin.</summary>
    public const int Limit = 256;

    private readonly List<IKeyValueStore?> _open = [];

    /// <summary>Assigns a number to a store; false if the table is full.</summary>
    public bool TryAdd(IKeyValueStore store, out uint handle)
    {
        var free = _open.IndexOf(null);
        if (free < 0 && _open.Count < Limit)
        {
            free = _open.Count;
            _open.Add(null);
        }

        handle = (uint)free;
        if (free < 0)
            return false;
        _open[free] = store;
        return true;
    }

    /// <summary>Finds the store of a number; null if it is not open.</summary>
    public IKeyValueStore? Find(long handle) => handle >= 0 && handle < _open.Count ? _open[(int)handle] : null;

    /// <summary>Closes a number. A number that is not open is ignored: the ABI has no error for it.</summary>
    public void Close(long handle)
    {
        if (Find(handle) is not null)
            _open[(int)handle] = null;
    }
}
