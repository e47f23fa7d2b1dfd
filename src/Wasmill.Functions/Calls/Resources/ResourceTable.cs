namespace Wasmill.Functions.Calls.Resources;

/// <summary>
/// The open resources of one call, by handle. Handle 0 does not exist; handles of dropped resources are given out again, the last one
/// first. A resource cannot be removed while others that were made of it are open. Not thread-safe.
/// </summary>
internal sealed class ResourceTable
{
    /// <summary>The maximum number of open resources.</summary>
    public const int Limit = 10_000;

    private const int InitialSlots = 32;

    // Above it, a cleared table gives its slots back.
    private const int KeptSlots = 1024;

    private ResourceSlot[] _slots = new ResourceSlot[InitialSlots];
    private uint _used = 1;
    private uint _free;

    /// <summary>The number of open resources.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="parent">The handle of the open resource that it was made of; 0 if there is none.</param>
    /// <returns>Its handle; 0 if the table is full.</returns>
    public uint Add(IResource resource, uint parent = 0)
    {
        if (Count == Limit)
            return 0;
        var handle = _free;
        if (handle != 0)
        {
            _free = _slots[handle].Link;
        }
        else
        {
            if (_used == _slots.Length)
                Array.Resize(ref _slots, _slots.Length * 2);
            handle = _used++;
        }

        _slots[handle] = new ResourceSlot { Resource = resource, Link = parent };
        if (parent != 0)
            _slots[parent].Children++;
        Count++;
        return handle;
    }

    /// <summary>Finds an open resource.</summary>
    public ResourceFault Find<T>(uint handle, out T? resource) where T : class, IResource
    {
        var known = handle < _used ? _slots[handle].Resource : null;
        resource = known as T;
        return resource is not null ? ResourceFault.None : known is null ? ResourceFault.Unknown : ResourceFault.WrongType;
    }

    /// <summary>Removes an open resource.</summary>
    public ResourceFault Remove<T>(uint handle, out T? resource) where T : class, IResource
    {
        var fault = Find(handle, out resource);
        if (fault != ResourceFault.None)
            return fault;
        ref var slot = ref _slots[handle];
        if (slot.Children > 0)
            return ResourceFault.HasChildren;
        if (slot.Link != 0)
            _slots[slot.Link].Children--;
        slot = new ResourceSlot { Link = _free };
        _free = handle;
        Count--;
        return ResourceFault.None;
    }

    /// <summary>Removes all resources, so that the table is as good as new.</summary>
    public void Clear()
    {
        if (_slots.Length > KeptSlots)
            _slots = new ResourceSlot[InitialSlots];
        else
            Array.Clear(_slots, 0, (int)_used);
        (_used, _free, Count) = (1, 0, 0);
    }
}
