using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Linking;

namespace Wasmill.Functions.Sandbox.Restoring;

// Tested by: RestoreTests
/// <summary>
/// The memory of a module before its code has run: that of an instance that never runs. Its pages are those of the module's artifact, so
/// that it costs addresses but hardly any memory.
/// </summary>
internal sealed unsafe class Baseline : IDisposable
{
    private readonly IDisposable[] _owners;

    private Baseline(byte* data, long bytes, params IDisposable[] owners)
    {
        Data = data;
        Bytes = bytes;
        _owners = owners;
    }

    /// <summary>The memory.</summary>
    public byte* Data { get; }

    /// <summary>Its length.</summary>
    public long Bytes { get; }

    /// <summary>
    /// Indicates whether dropping the private pages of an instance's memory restores it: its initial content is mapped, not copied.
    /// </summary>
    public bool IsMapped { get; private init; }

    /// <summary>Creates the instance.</summary>
    /// <param name="engine">An engine without a pool: an instance lives as long as its module is loaded.</param>
    /// <param name="path">The artifact of the module that defines the memory.</param>
    /// <param name="bindings">The functions that it imports.</param>
    /// <param name="pages">Tells whether the content is mapped.</param>
    /// <exception cref="SandboxException">The artifact is not one of this engine, or the memory cannot be created.</exception>
    public static Baseline Create(EngineHandle engine, string path, ImportBinding[] bindings, PageRestorer pages)
    {
        var module = NativeModules.Map(engine, path);
        nint store = 0;
        try
        {
            using var linker = ImportLinker.Create(engine, bindings);
            store = StoreApi.New(engine.Value, 0, 0);
            var context = StoreApi.Context(store);
            InstanceReference instance;
            nint trap = 0;
            NativeResult.Check(LinkerApi.Instantiate(linker.Value, context, module.Value, &instance, &trap), trap);
            ExternalItem item;
            fixed (byte* name = "memory"u8)
            {
                if (StoreApi.Export(context, &instance, name, 6, &item) == 0 || item.Kind != ExternalItemKind.Memory)
                    throw new SandboxException("the module does not export its memory", TrapCode.None);
            }

            var data = StoreApi.MemoryData(context, &item.Memory);
            var bytes = (long)StoreApi.MemoryBytes(context, &item.Memory);
            return new Baseline(data, bytes, new StoreHandle(store), module)
            {
                // Restored to itself: what counts is that it has no page of its own, which only a scan tells.
                IsMapped = pages.Access == PageMapAccess.Scan && pages.Restore(data, data, bytes, mostPages: 0) == 0,
            };
        }
        catch
        {
            if (store != 0)
                StoreApi.Delete(store);
            module.Dispose();
            throw;
        }
    }

    /// <summary>Takes ownership of mappings that are such a memory.</summary>
    public static Baseline Of(MappedMemory memory) => new(memory.Data, (long)memory.Bytes, memory) { IsMapped = true };

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var owner in _owners)
            owner.Dispose();
    }
}
