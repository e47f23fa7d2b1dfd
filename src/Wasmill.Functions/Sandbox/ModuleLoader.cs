using System.Collections.Concurrent;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Images;
using Wasmill.Functions.Sandbox.Linking;

namespace Wasmill.Functions.Sandbox;

// Tested by: LoadTests, ImageSharingTests
/// <summary>Loads modules into the first shard. Thread-safe.</summary>
/// <param name="compiler">The compiler.</param>
/// <param name="shard">The first shard.</param>
/// <param name="images">The images that modules share; null if no instance is restored.</param>
internal sealed class ModuleLoader(ModuleCompiler compiler, EngineShard shard, BaseImages? images)
{
    private const string CodeKind = "code";

    // The plans of large modules by the digest of all but their data. Reading their code takes as long as some thousand calls.
    private readonly ConcurrentDictionary<string, (CodePlan Plan, string Code, ModuleSection Memory)> _known = [];

    /// <summary>
    /// Loads a module: (1) read it; (2) a large module whose code is known needs no more than its data; (3) check its imports, before
    /// anything is rewritten, so that a message names only what the user has written; (4) plan its instances, and rewrite it if they are
    /// restored; (5) compile it, a large one in two halves.
    /// </summary>
    /// <param name="bytes">The module.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="memoryLimit">The limit of its memory in bytes.</param>
    /// <param name="bounds">The way to check bounds; null to choose it by the module.</param>
    /// <param name="splitCodeBytes">The code size above which the module is large.</param>
    /// <exception cref="FunctionLoadException">The bytes are not a module, or import something unknown.</exception>
    public LoadedModule Load(ReadOnlyMemory<byte> bytes, string name, long memoryLimit, BoundsCheck? bounds, int splitCodeBytes)
    {
        try
        {
            // 1
            ModuleRecognizer.RefuseForeign(bytes, name);
            var binary = BinaryModule.Parse(bytes);

            // 2
            var isLarge = binary.Find(SectionId.Code).Length > splitCodeBytes;
            var digest = isLarge && images is not null ? DigestCode(binary, memoryLimit, bounds) : null;
            if (digest is not null && TryLoadKnown(binary, digest) is { } known)
                return known;

            // 3
            compiler.Bind(name, binary);

            // 4
            var plan = InstancePlan.For(binary, memoryLimit, bounds, mayRestore: images is not null);
            IReadOnlyList<string> globals = [];
            if (plan.NotRestored is null)
                (binary, globals) = Rewrite(binary, ref plan);

            // 5
            var code = new CodePlan(binary.Exports, plan, globals);
            var original = binary.Whole.Equals(bytes) ? default : bytes;
            return isLarge && ModuleSplitter.Split(binary) is { } split
                ? LoadHalves(split, original, name, code, digest)
                : new LoadedModule(code, new ModuleHalves(compiler.Take(shard, binary.Whole, original, name, plan.Bounds), null), null);
        }
        catch (MalformedModuleException error)
        {
            throw new FunctionLoadException($"{name} is not a WebAssembly module: {error.Message}", error);
        }
        catch (SandboxException error)
        {
            throw new FunctionLoadException($"{name} is not a valid WebAssembly module: {error.Message}", error);
        }
    }

    private static string DigestCode(BinaryModule module, long memoryLimit, BoundsCheck? bounds)
        => ArtifactKey.For(
            [.. module.Sections.Where(section => section.Id is not (SectionId.Data or SectionId.Custom)).Select(section => section.Whole)],
            $"{CodeKind};{memoryLimit};{bounds}");

    // What the host restores it must be able to read and write.
    private static (BinaryModule Module, IReadOnlyList<string> Globals) Rewrite(BinaryModule binary, ref InstancePlan plan)
    {
        if (GlobalExporter.Export(binary) is not var (exported, globals))
        {
            plan = plan with { RoomPages = 0, NotRestored = "it has exports with names of this host" };
            return (binary, []);
        }

        var rewritten = BinaryModule.Parse(exported);
        if (plan.RoomPages == 0)
            return (rewritten, globals);
        if (MemoryRoom.Add(rewritten, plan.RoomPages) is { } roomy)
            return (BinaryModule.Parse(roomy), globals);
        plan = plan with { RoomPages = 0, NotRestored = "its memory cannot be given room to grow" };
        return (binary, []);
    }

    // Null if the code is not loaded, or if the module has an image of its own: then it is loaded like one with unknown code.
    private LoadedModule? TryLoadKnown(BinaryModule module, string digest)
    {
        if (!_known.TryGetValue(digest, out var known) || shard.Modules.TryTake(known.Code, static () => null) is not { } code)
            return null;
        var data = module.Sections.FirstOrDefault(section => section.Id == SectionId.Data);
        if (TryShare(code, new DataHalf(known.Memory, data), known.Plan) is { } shared)
            return shared;
        code.Release();
        return null;
    }

    private LoadedModule LoadHalves(SplitModule split, ReadOnlyMemory<byte> original, string name, CodePlan plan, string? digest)
    {
        var bounds = plan.Plan.Bounds;
        var code = compiler.Take(shard, split.Code, original, name, bounds);
        try
        {
            if (plan.Plan.NotRestored is null && digest is not null)
            {
                _known[digest] = (plan, code.Key, Copy(split.Data.Memory));
                if (TryShare(code, split.Data, plan) is { } shared)
                    return shared;
            }

            var data = compiler.Take(shard, split.Data.ToArray(), default, name, bounds);
            if (plan.Plan.NotRestored is null)
                images!.Offer(code.Key, split.Data, data.Key);
            return new LoadedModule(plan, new ModuleHalves(code, data), null);
        }
        catch
        {
            code.Release();
            throw;
        }
    }

    // A slice would keep the whole module in memory.
    private static ModuleSection Copy(ModuleSection section) => new(section.Id, section.Whole.ToArray(), section.Content.ToArray());

    private LoadedModule? TryShare(LinkedModule code, DataHalf half, CodePlan plan)
    {
        var bounds = plan.Plan.Bounds;
        var key = ModuleCompiler.KeyOf(bounds, half.Parts);
        return images!.TryShare(code.Key, half, key, other => compiler.TryTakeData(shard, other, bounds)) is var (image, data)
            ? new LoadedModule(plan, new ModuleHalves(code, data), image)
            : null;
    }
}
