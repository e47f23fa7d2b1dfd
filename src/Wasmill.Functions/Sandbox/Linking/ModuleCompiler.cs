using Microsoft.Extensions.Logging;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: ShardTests, LoadTests
/// <summary>Compiles modules for shards, or takes their code from the cache. Thread-safe.</summary>
/// <param name="cache">The compiled code.</param>
/// <param name="functions">The functions that guests may import.</param>
/// <param name="log">The log of long compilations.</param>
internal sealed class ModuleCompiler(ArtifactCache cache, IReadOnlyList<HostFunction> functions, ILogger log)
{
    /// <summary>
    /// The code size above which modules are split (see <see cref="ModuleSplitter"/>): for less, compiling twice is cheaper than the second
    /// instance.
    /// </summary>
    public const int SplitCodeBytes = 1 << 20;

    /// <summary>The version of Wasmtime.</summary>
    public const string WasmtimeVersion = "50.0.1";

    // Everything that makes an artifact of one build unusable in another: the package's version and every setting that affects code.
    private const string GuardedFingerprint = $"wasmtime-{WasmtimeVersion};epoch;stack=2000000;opt=speed;memory=1x32";
    private const string ExplicitFingerprint = GuardedFingerprint + ";bounds=explicit;reservation=256M";

    /// <summary>Computes the key of a module's artifact.</summary>
    /// <param name="parts">The bytes of the module.</param>
    /// <param name="bounds">The way to check bounds.</param>
    public static string KeyOf(BoundsCheck bounds, params IReadOnlyList<ReadOnlyMemory<byte>> parts)
        => ArtifactKey.For(parts, bounds == BoundsCheck.Explicit ? ExplicitFingerprint : GuardedFingerprint);

    /// <summary>Finds the functions that a module imports.</summary>
    /// <exception cref="FunctionLoadException">It imports something unknown.</exception>
    public ImportBinding[] Bind(string name, BinaryModule module) => ImportBindings.Find(name, module, functions);

    /// <summary>Takes a reference to a module; compiles it if the cache does not have it.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="bytes">The module.</param>
    /// <param name="original">The module as its maker wrote it; empty if that is the same.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="bounds">The way to check bounds.</param>
    /// <exception cref="SandboxException">The module is not valid.</exception>
    public LinkedModule Take(
        EngineShard shard, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> original, string name, BoundsCheck bounds)
    {
        var key = KeyOf(bounds, bytes);
        return shard.Modules.Take(key, () =>
        {
            var binary = BinaryModule.Parse(bytes);
            var bindings = Bind(name, binary);
            var hasMuchCode = binary.Find(SectionId.Code).Length > SplitCodeBytes;
            var module = Compile(shard.Engine(bounds), key, bytes.Span, original.Span, hasMuchCode);
            return Link(shard, key, module, bounds, bindings, binary.CountImports(ExternalKind.Memory) > 0);
        });
    }

    /// <summary>Takes a reference to a module that another shard has.</summary>
    /// <returns>Null if the cache no longer has it.</returns>
    /// <exception cref="SandboxException">The artifact is of another build.</exception>
    public LinkedModule? TryTake(EngineShard shard, LinkedModule module)
        => TryTake(shard, module.Key, module.Bounds, module.Bindings, module.ImportsMemory);

    /// <summary>Takes a reference to a data half.</summary>
    /// <returns>Null if the cache no longer has it, or has one of another build.</returns>
    public LinkedModule? TryTakeData(EngineShard shard, string key, BoundsCheck bounds)
    {
        try
        {
            return TryTake(shard, key, bounds, [], importsMemory: false);
        }
        catch (SandboxException)
        {
            return null;
        }
    }

    private LinkedModule? TryTake(EngineShard shard, string key, BoundsCheck bounds, ImportBinding[] bindings, bool importsMemory)
        => shard.Modules.TryTake(
            key,
            () => cache.TryFind(key) is { } path
                ? Link(shard, key, NativeModules.Map(shard.Engine(bounds), path), bounds, bindings, importsMemory)
                : null);

    private static LinkedModule Link(
        EngineShard shard, string key, CompiledModuleHandle module, BoundsCheck bounds, ImportBinding[] bindings, bool importsMemory)
    {
        try
        {
            return new LinkedModule(shard, key, module, bounds, bindings, importsMemory);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    private CompiledModuleHandle Compile(
        EngineHandle engine, string key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> original, bool hasMuchCode)
    {
        if (cache.TryFind(key) is { } path)
        {
            try
            {
                return NativeModules.Map(engine, path);
            }
            catch (SandboxException)
            {
                // Made for another processor, or by another build of the package: compile the module again and replace the artifact.
            }
        }

        if (hasMuchCode)
            log.Compiling(bytes.Length >> 20);
        // A module that was rewritten: an index that is one too high would name what the host has added to it.
        if (!original.IsEmpty)
            NativeModules.Validate(engine, original);
        var module = NativeModules.Compile(engine, bytes);
        cache.Write(key, NativeModules.Serialize(module));
        if (cache.TryFind(key) is not { } written)
            return module;
        // The compiled module has its own memory; the system may drop the file's pages.
        module.Dispose();
        return NativeModules.Map(engine, written);
    }
}
