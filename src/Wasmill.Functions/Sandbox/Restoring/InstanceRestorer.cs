using System.Text;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Restoring;

// Tested by: RestoreTests
/// <summary>
/// Restores the instances of one module after a call: everything that its code can have changed is as in a fresh instance. Which modules
/// that holds for is decided by <see cref="Inspection.InstancePlan"/>.
/// </summary>
/// <param name="pages">Restores memory.</param>
/// <param name="baseline">Creates the baseline; null if it cannot be created. Called once, when the first instance is restored.</param>
/// <param name="globals">The names of the exports of its mutable globals.</param>
/// <param name="verifies">Indicates whether each restored memory is compared with its baseline, byte for byte. For tests.</param>
internal sealed unsafe class InstanceRestorer(
    PageRestorer pages, Func<Baseline?> baseline, IReadOnlyList<string> globals, bool verifies) : IDisposable
{
    // 2 MiB. To copy more takes longer than to drop the pages and to have the next call fault in those that it needs.
    private const int MostPages = 512;

    // The kernel tells which pages were ever written, not which the last call has written: now and then they are all dropped. So they are
    // the first time: an instance that is called once then keeps no memory, and pages are copied only for one that is called again.
    private const int RestoresBetweenDrops = 1024;

    private readonly Lazy<Baseline?> _baseline = new(baseline);

    /// <summary>The names of the exports of the mutable globals, in UTF-8.</summary>
    public IReadOnlyList<byte[]> Globals { get; } = [.. globals.Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// The initial size of the memory in pages of 64 KiB if the memory has room to grow into (<see cref="Binary.Code.MemoryRoom"/>), so
    /// that its size is a global; otherwise null.
    /// </summary>
    public uint? InitialPages { get; init; }

    /// <summary>
    /// Restores a memory: (1) a memory that has grown cannot shrink; (2) the written pages are copied; (3) if there are too many of them,
    /// or if it is time, they are dropped instead.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="restores">The number of earlier restores of this instance.</param>
    /// <param name="overlaid">The baseline if the module shares a base image; otherwise null.</param>
    /// <returns>The number of pages that the instance still owns; negative if it must be discarded.</returns>
    public int Restore(byte* memory, long bytes, int restores, MappedBaseline? overlaid)
    {
        // 1
        var own = overlaid is null ? _baseline.Value : null;
        if (bytes != (overlaid?.Bytes ?? own?.Bytes))
            return -1;

        // 2
        var isMapped = overlaid is not null || own!.IsMapped;
        if (!isMapped || restores % RestoresBetweenDrops != 0)
        {
            var original = own ?? overlaid!.Memory;
            var restored = pages.Restore(memory, original.Data, bytes, MostPages);
            if (restored >= 0 || !isMapped)
                return Verified(memory, own, overlaid, restored);
        }

        // 3
        _ = PageApi.Advise(memory, (nuint)bytes, PageApi.NoHugePages);
        return Verified(memory, own, overlaid, PageApi.Advise(memory, (nuint)bytes, PageApi.DontNeed));
    }

    /// <summary>Disposes of the baseline.</summary>
    public void Dispose()
    {
        if (_baseline.IsValueCreated)
            _baseline.Value?.Dispose();
    }

    private int Verified(byte* memory, Baseline? own, MappedBaseline? overlaid, int owned)
    {
        if (!verifies || owned < 0)
            return owned;
        var original = own ?? overlaid!.Memory;
        for (long at = 0; at < original.Bytes; at += Environment.SystemPageSize)
        {
            if (!new Span<byte>(memory + at, Environment.SystemPageSize)
                .SequenceEqual(new Span<byte>(original.Data + at, Environment.SystemPageSize)))
                throw new InvalidOperationException($"the page at {at} of a restored memory differs from its baseline");
        }

        return owned;
    }
}
