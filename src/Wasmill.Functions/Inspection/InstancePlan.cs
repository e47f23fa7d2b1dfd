using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;

namespace Wasmill.Functions.Inspection;

// Tested by: InstancePlanTests
/// <summary>How instances of a module are made and reset. Decided once, when the module is loaded.</summary>
/// <param name="Bounds">How accesses outside the memory are noticed.</param>
/// <param name="InitialPages">The initial size of its memory in pages of 64 KiB.</param>
/// <param name="RoomPages">The room that its memory gets to grow into, in pages of 64 KiB; 0 if it does not grow.</param>
/// <param name="NotRestored">Why an instance that has answered is discarded; null if it is restored for the next call.</param>
internal sealed record InstancePlan(BoundsCheck Bounds, uint InitialPages, uint RoomPages, string? NotRestored)
{
    /// <summary>The largest memory of a guest with explicit bounds; a larger limit needs guard pages.</summary>
    public const long MostExplicitBytes = 256L << 20;

    // The heap of most calls. It takes addresses only; an instance that grows beyond it is discarded after its call.
    private const long RoomBytes = 16L << 20;

    // Allocators of Rust, Go and wasi-libc grow a small memory in nearly every call. A large one has room, or its maker has seen to that.
    private const long LargeMemoryBytes = 8L << 20;
    private const int PageBytes = 64 << 10;

    // Below it, a fresh instance is as cheap as the scan for its written pages.
    private const long LeastRestoredBytes = 1L << 20;

    private const byte LastNumericType = 0x7C;
    private const byte FirstNumericType = 0x7F;

    /// <summary>The plan in words.</summary>
    public string Description
        => (Bounds == BoundsCheck.Explicit ? "explicit bounds" : RoomPages > 0 ? "guard pages, room to grow" : "guard pages")
            + (NotRestored is null ? ", restored after each call" : $", a fresh instance for each call: {NotRestored}");

    /// <summary>The value types of the globals that the host can write back: the four numbers.</summary>
    public static bool CanRestore(byte type) => type is >= LastNumericType and <= FirstNumericType;

    /// <summary>Decides.</summary>
    /// <param name="module">The module.</param>
    /// <param name="memoryLimit">The limit of its memory in bytes.</param>
    /// <param name="chosen">The way to check bounds, whatever the module is; then small memories are restored as well. For tests.</param>
    /// <param name="mayRestore">Indicates whether the system can tell which pages were written.</param>
    /// <exception cref="MalformedModuleException">The code section is malformed.</exception>
    public static InstancePlan For(BinaryModule module, long memoryLimit, BoundsCheck? chosen = null, bool mayRestore = true)
    {
        var code = CodeSummary.Read(module);
        var memory = ModuleInspector.ReadMemories(module) is [var only] ? only.InitialBytes : 0;
        var pages = (uint)(memory / PageBytes);
        var obstacle = WhyNotRestored(module, code, isSmall: chosen is null && !code.GrowsMemory && memory < LeastRestoredBytes);
        if (!mayRestore)
            obstacle ??= "the system does not tell which pages were written";
        if (chosen != BoundsCheck.Explicit && obstacle is null)
        {
            var room = code.GrowsMemory ? Math.Clamp(memoryLimit - memory, 0, RoomBytes) : 0;
            return new InstancePlan(BoundsCheck.GuardPages, pages, (uint)(room / PageBytes), null);
        }

        var bounds = chosen ?? (code.GrowsMemory && memory < LargeMemoryBytes && memoryLimit <= MostExplicitBytes
            ? BoundsCheck.Explicit
            : BoundsCheck.GuardPages);
        return new InstancePlan(bounds, pages, 0, obstacle ?? "its memory grows, and a memory cannot shrink");
    }

    private static string? WhyNotRestored(BinaryModule module, CodeSummary code, bool isSmall)
    {
        if (code.HasUnknown)
            return "its code has instructions that are unknown to this version";
        if (module.Find(SectionId.Memory).IsEmpty)
            return "it has no memory";
        if (isSmall)
            return "its memory is small";
        if (module.CountImports(ExternalKind.Global) + module.CountImports(ExternalKind.Table) > 0)
            return "it imports globals or tables";
        if (code.WritesTables)
            return "its code changes tables";
        if (code.UsesPassiveSegments)
            return "its code uses passive segments";
        if (!module.Find(SectionId.Start).IsEmpty)
            return "it has a start function, which would not run again";
        if (module.Globals.Any(global => global.Mutable && !CanRestore(global.Type)))
            return "it has a mutable global that is not a number";
        return module.Find(SectionId.Export).IsEmpty ? "it has no exports" : null;
    }
}
