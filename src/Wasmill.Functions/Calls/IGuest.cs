namespace Wasmill.Functions.Calls;

/// <summary>The running guest, as a host function sees it.</summary>
internal interface IGuest
{
    /// <summary>
    /// The current linear memory. Any call into the guest may move it or change its length: get it again after each call.
    /// </summary>
    GuestMemory Memory { get; }

    /// <summary>Allocates a block with the guest's own allocator.</summary>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="size">The size in bytes; greater than 0.</param>
    /// <returns>The address that the guest returned, unchecked. 0 if the guest has no allocator or its start function is still
    /// running.</returns>
    uint Allocate(int alignment, int size);
}
