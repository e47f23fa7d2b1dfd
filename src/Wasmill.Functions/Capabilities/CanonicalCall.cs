using System.Diagnostics.CodeAnalysis;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Capabilities;

// Tested by: WasiHttpAttackTests
/// <summary>
/// The arguments and results of a function of the component model (canonical ABI). What the ABI forbids ends the guest: a pointer outside
/// its memory or not aligned, a text that is not UTF-8, a handle of no resource or of another type.
/// </summary>
/// <param name="guest">The call of the guest.</param>
/// <param name="function">The name of the function for messages.</param>
internal readonly struct CanonicalCall(GuestCall guest, string function)
{
    // The component model's limit of a string or list.
    private const uint MostBytes = 1 << 28;

    private readonly HostArguments _arguments = new(guest, function);

    /// <summary>The call of the guest.</summary>
    public GuestCall Guest => guest;

    /// <summary>Reads bytes; valid until the guest is called.</summary>
    public Span<byte> Bytes(string what, long address, long length)
    {
        if ((uint)length >= MostBytes)
            Refuse($"{what} has {(uint)length} bytes");
        return _arguments.Bytes(what, address, length);
    }

    /// <summary>Reads a text.</summary>
    public string Text(string what, long address, long length)
    {
        if ((uint)length >= MostBytes)
            Refuse($"{what} has {(uint)length} bytes");
        return _arguments.Text(what, address, length);
    }

    /// <summary>Reads an optional text.</summary>
    /// <param name="what">The name for messages.</param>
    /// <param name="option">The discriminant, the address and the length.</param>
    public string? OptionalText(string what, ReadOnlySpan<long> option) => Flag(what, option[0]) ? Text(what, option[1], option[2]) : null;

    /// <summary>Reads the discriminant of an option or a result.</summary>
    public bool Flag(string what, long discriminant) => Case(what, discriminant, 2) == 1;

    /// <summary>Reads the discriminant of a variant.</summary>
    public int Case(string what, long discriminant, int cases)
    {
        if ((ulong)discriminant >= (ulong)cases)
            Refuse($"{what} has the case {discriminant}");
        return (int)discriminant;
    }

    /// <summary>Reads records of one size; valid until the guest is called.</summary>
    public Span<byte> Records(string what, long address, long count, int recordSize, int alignment = 4)
    {
        if ((uint)count >= MostBytes / (uint)recordSize)
            Refuse($"{what} has {(uint)count} entries");
        Align(what, address, alignment);
        return _arguments.Records(what, address, count, recordSize);
    }

    /// <summary>Gets the area for the result. It is checked first, so that nothing is done whose result cannot be returned.</summary>
    public ReturnArea Area(long address, int size, int alignment = 4)
    {
        Align("the place for the result", address, alignment);
        return _arguments.Result(address, size);
    }

    /// <summary>Gets a resource that stays the guest's.</summary>
    public T Borrow<T>(long handle) where T : class, IResource
    {
        if (guest.Resources.Find<T>((uint)handle, out var resource) is var fault and not ResourceFault.None)
            Refuse<T>(handle, fault);
        return resource!;
    }

    /// <summary>Takes a resource from the guest.</summary>
    public T Take<T>(long handle) where T : class, IResource
    {
        if (guest.Resources.Remove<T>((uint)handle, out var resource) is var fault and not ResourceFault.None)
            Refuse<T>(handle, fault);
        return resource!;
    }

    /// <summary>Gives a resource to the guest.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="parent">The handle of the resource that it was made of and that must not be dropped before it; 0 if there is
    /// none.</param>
    /// <returns>The handle.</returns>
    public uint Give(IResource resource, long parent = 0)
    {
        var handle = guest.Resources.Add(resource, (uint)parent);
        if (handle == 0)
            guest.End(FunctionFailure.Trap, $"trap: the function has more than {ResourceTable.Limit} resources open");
        return handle;
    }

    /// <summary>Ends the guest.</summary>
    [DoesNotReturn]
    public void Refuse(string reason) => _arguments.Refuse(reason);

    private void Align(string what, long address, int alignment)
    {
        if ((address & (alignment - 1)) != 0)
            Refuse($"{what} is not aligned to {alignment} bytes");
    }

    private void Refuse<T>(long handle, ResourceFault fault) where T : class, IResource
        => Refuse(fault switch
        {
            ResourceFault.WrongType => $"the handle {(uint)handle} is not one of a resource {T.TypeName}",
            ResourceFault.HasChildren => $"the resource {T.TypeName} cannot go before those that were made of it",
            _ => $"there is no resource {T.TypeName} with the handle {(uint)handle}",
        });
}
