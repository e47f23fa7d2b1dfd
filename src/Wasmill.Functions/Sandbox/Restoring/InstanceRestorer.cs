using System.Text;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: RestoreTests
/// <summary>
/// Restores the instances of one module after a call: everything that its code can have changed is as in a fresh instance. Which modules
/// that holds for is decided by <see cref="Inspection.InstancePlan"/>.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="module">The module in the first shard.</param>
/// <param name="globals">The names of the exports of its mutable globals.</param>
internal sealed unsafe class InstanceRestorer(SandboxEngine engine, ModuleHalves module, IReadOnlyList<string> globals) : IDisposable
{
    // 2 MiB. To copy more takes longer than to drop the pages and to have the next call fault in those that it needs.
    private const int MostPages = 512;

    // The kernel tells which pages were ever written, not which the last call has written: now and then they are all dropped.
    private const int RestoresBeforeDrop = 1024;

    private readonly Lazy<Baseline?> _baseline = new(() => Create(engine, module));

    /// <summary>The names of the exports of the mutable globals, in UTF-8.</summary>
    public IReadOnlyList<byte[]> Globals { get; } = [.. globals.Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// Restores a memory: (1) a memory that has grown cannot shrink; (2) the written pages are copied; (3) if there are too many of them,
    /// or if it is time, they are dropped instead.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="restores">The number of earlier restores of this instance.</param>
    /// <returns>The number of pages that the instance still owns; negative if it must be discarded.</returns>
    public int Restore(byte* memory, long bytes, int restores)
    {
        // 1
        if (_baseline.Value is not { } baseline || bytes != baseline.Bytes)
            return -1;

        // 2
        if (!baseline.IsMapped || restores % RestoresBeforeDrop != RestoresBeforeDrop - 1)
        {
            var pages = engine.Restore(memory, baseline, MostPages);
            if (pages >= 0 || !baseline.IsMapped)
                return Verified(memory, baseline, pages);
        }

        // 3
        _ = PageApi.Advise(memory, (nuint)bytes, PageApi.NoHugePages);
        return Verified(memory, baseline, PageApi.Advise(memory, (nuint)bytes, PageApi.DontNeed));
    }

    /// <summary>Disposes of the baseline.</summary>
    public void Dispose()
    {
        if (_baseline.IsValueCreated)
            _baseline.Value?.Dispose();
    }

    private static Baseline? Create(SandboxEngine engine, ModuleHalves module)
    {
        try
        {
            return engine.TryCreateBaseline(module);
        }
        catch (Exception error) when (error is SandboxException or IOException or UnauthorizedAccessException)
        {
            engine.Log.CodeNotReadAgain(error.Message);
            return null;
        }
    }

    private int Verified(byte* memory, Baseline baseline, int pages)
    {
        if (!engine.VerifiesRestores || pages < 0)
            return pages;
        for (long at = 0; at < baseline.Bytes; at += Environment.SystemPageSize)
        {
            if (!new Span<byte>(memory + at, Environment.SystemPageSize)
                .SequenceEqual(new Span<byte>(baseline.Data + at, Environment.SystemPageSize)))
                throw new InvalidOperationException($"the page at {at} of a restored memory differs from its baseline");
        }

        return pages;
    }
}
