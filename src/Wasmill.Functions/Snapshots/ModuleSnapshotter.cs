using System.Text;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Snapshots;

/// <summary>
/// Runs a module's initialization at build time and writes a module that starts in that state: the same code with the resulting memory and
/// globals. The clock stands still and random bytes follow a seed, so the same input always gives the same module. The module stays loaded
/// for any number of snapshots, which are taken one after the other.
/// </summary>
public sealed class ModuleSnapshotter : IDisposable
{
    // Importing an app may read a large vendored package: twice the default memory of a call, and more time.
    private static readonly FunctionLimits Limits = new()
    {
        Deadline = TimeSpan.FromSeconds(60),
        MemoryBytes = 256L << 20,
        OutputBytes = 1 << 20,
    };

    private readonly BinaryModule _binary;
    private readonly List<(int Index, string Export)> _globals;
    private readonly SandboxModule _loaded;
    // Disposes of the instance of the previous snapshot.
    private Task _clearing = Task.CompletedTask;

    /// <summary>Loads a module.</summary>
    /// <param name="host">The host that runs the module.</param>
    /// <param name="module">The runtime. Its mutable globals must be exported, its memory must be its own, and its data segments must be
    /// active.</param>
    /// <exception cref="FunctionLoadException">The module cannot be snapshotted; the message says why.</exception>
    public ModuleSnapshotter(FunctionHost host, ReadOnlyMemory<byte> module)
    {
        _binary = BinaryModule.Parse(module);
        _globals = MutableGlobals(_binary);
        if (!ModuleSplitter.CanSplit(_binary))
            throw new FunctionLoadException("the runtime cannot be snapshotted: its memory must be its own and its data segments active");
        _loaded = host.Engine.Load(module, "runtime", Limits.MemoryBytes);
    }

    /// <summary>The key of the module's compiled code in the cache of the host; without its data, if the module is large.</summary>
    public string CodeKey => _loaded.CodeKey;

    /// <summary>
    /// Takes a snapshot: (1) instantiate the module in a frozen world; (2) call the steps in order; (3) read the memory and the mutable
    /// globals; (4) write the module with them.
    /// </summary>
    /// <param name="steps">The steps of the initialization.</param>
    /// <param name="seed">The seed of the run's random bytes.</param>
    /// <param name="trailer">Custom sections to append to the module.</param>
    /// <exception cref="FunctionLoadException">The module cannot be snapshotted; the message says why.</exception>
    public SnapshotResult Take(IReadOnlyList<SnapshotStep> steps, ulong seed, ReadOnlyMemory<byte> trailer = default)
    {
        // 1
        _clearing.Wait();
        var world = new WasiWorld { Time = FrozenTime.Instance, Random = new SeededRandomBytes(seed) };
        var config = new FunctionConfig { Name = "runtime", Limits = Limits };
        var call = new GuestCall(world, config, deadline: (long)(Limits.Deadline.TotalSeconds * FrozenTime.Instance.TimestampFrequency));
        SandboxInstance? instance = null;
        SnapshotStep? current = null;
        try
        {
            instance = _loaded.Instantiate(call);

            // 2
            foreach (var step in steps)
            {
                current = step;
                var code = Run(_loaded, instance, step);
                if (code != 0)
                    return new SnapshotResult(null, step.Export, code, "", call.Output.Finish());
            }

            // 3 and 4
            var values = _globals.ToDictionary(entry => entry.Index, entry => instance.ReadGlobal(Encoding.UTF8.GetBytes(entry.Export)));
            return new SnapshotResult(ImageWriter.Write(_binary, instance.Memory, values, trailer), null, 0, "", call.Output.Finish());
        }
        catch (Exception error) when (SandboxFailure.IsGuestFailure(error))
        {
            var ending = SandboxFailure.Explain(error, call, instance?.MemoryBytes ?? 0);
            return new SnapshotResult(null, current?.Export ?? "start", 0, ending.Reason, call.Output.Finish());
        }
        finally
        {
            // Clearing megabytes of memory takes time: the caller does not have to wait for it.
            _clearing = Task.Run(() => Clear(instance, call));
        }
    }

    /// <summary>Unloads the module.</summary>
    public void Dispose()
    {
        _clearing.Wait();
        _loaded.Dispose();
    }

    private static void Clear(SandboxInstance? instance, GuestCall call)
    {
        instance?.Dispose();
        call.Dispose();
    }

    private static int Run(SandboxModule module, SandboxInstance instance, SnapshotStep step)
    {
        var export = module.Find(step.Export, step.Block is null ? 1 : 2, hasResult: true)
            ?? throw new FunctionLoadException($"the runtime cannot be snapshotted: it does not export {step.Export} as a function of "
                + $"{(step.Block is null ? "one number" : "an address and a length")} with a number as its result");
        if (step.Block is not { } block)
            return instance.Call(export, (int)step.Number);

        var address = instance.Allocate(1, block.Length);
        if (!instance.Memory.TrySlice(address, (uint)block.Length, out var place))
            throw new FunctionLoadException($"the runtime has no room for {block.Length} bytes");
        block.Span.CopyTo(place);
        return instance.Call(export, (int)address, block.Length);
    }

    private static List<(int Index, string Export)> MutableGlobals(BinaryModule module)
    {
        var found = new List<(int, string)>();
        var imported = module.CountImports(ExternalKind.Global);
        for (var i = 0; i < module.Globals.Count; i++)
        {
            if (!module.Globals[i].Mutable)
                continue;
            var export =
                module.Exports.FirstOrDefault(candidate => candidate.Kind == ExternalKind.Global && candidate.Index == imported + i).Name
                    ?? throw new FunctionLoadException($"the runtime cannot be snapshotted: its mutable global {i} is not exported");
            found.Add((i, export));
        }

        return found;
    }
}
