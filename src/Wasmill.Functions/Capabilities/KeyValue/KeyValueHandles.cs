namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The stores that one call has open, by number.</summary>
internal sealed class KeyValueHandles
{
    /// <summary>How many may be open at once, as in Spin.</summary>
    public const int Limit = 256;

    private readonly List<IKeyValueStore?> _open = [];

    /// <summary>Gives a number to a store; false when the table is full.</summary>
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

    /// <summary>The store of a number; null when it is not open.</summary>
    public IKeyValueStore? Find(long handle) => handle >= 0 && handle < _open.Count ? _open[(int)handle] : null;

    /// <summary>Closes a number. One that is not open says nothing: the ABI has no error for it.</summary>
    public void Close(long handle)
    {
        if (Find(handle) is not null)
            _open[(int)handle] = null;
    }
}
