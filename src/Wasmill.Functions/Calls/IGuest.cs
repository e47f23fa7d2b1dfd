namespace Wasmill.Functions.Calls;

/// <summary>The running guest as a host function sees it.</summary>
internal interface IGuest
{
    /// <summary>The linear memory as it is now. Any call into the guest may move it or change its length: take it anew after each.</summary>
    GuestMemory Memory { get; }

    /// <summary>Asks the guest's own allocator for a block.</summary>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="size">Bytes; more than 0.</param>
    /// <returns>The block's address, as the guest gave it: not checked. 0 when it has no allocator, or its start function still runs.</returns>
    uint Allocate(int alignment, int size);
}
