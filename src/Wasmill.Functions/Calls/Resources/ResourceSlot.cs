namespace Wasmill.Functions.Calls.Resources;

/// <summary>A place of a <see cref="ResourceTable"/>.</summary>
internal struct ResourceSlot
{
    /// <summary>The resource; null if the place is free.</summary>
    public IResource? Resource;

    /// <summary>
    /// The handle of the resource that this one was made of; 0 if there is none. The next free place, if this one is free.
    /// </summary>
    public uint Link;

    /// <summary>The number of open resources that were made of this one.</summary>
    public int Children;
}
