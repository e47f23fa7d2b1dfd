using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: HostFunctionTests
/// <summary>
/// Finds the host function for each import. Imports of interfaces of Spin or WASI that this host does not offer end the guest when it calls
/// them: modules import more than they use.
/// </summary>
internal static class ImportBindings
{
    /// <summary>
    /// Finds one binding for each import, in order. The memory import of a split module's code half, which comes last, has none.
    /// </summary>
    /// <exception cref="FunctionLoadException">The module imports something that no host of this ABI offers; the message names
    /// it.</exception>
    public static ImportBinding[] Find(string name, BinaryModule module, IReadOnlyList<HostFunction> functions)
    {
        var bindings = new List<ImportBinding>();
        foreach (var import in module.Imports)
        {
            var imported = $"{import.Module}.{import.Name}";
            if (import is { Kind: ExternalKind.Memory, Module: ModuleSplitter.MemoryModule })
                continue;
            if (import.Kind != ExternalKind.Function)
                throw new FunctionLoadException($"{name} imports {imported}, which is not a function; this host offers functions only");
            if (import.Type >= module.FunctionTypes.Count || !module.FunctionTypes[(int)import.Type].IsNumeric)
                throw new FunctionLoadException($"{name} imports {imported} with a type that is unknown to this host");

            bindings.Add(
                new ImportBinding(import.Module, import.Name, Find(name, import, module.FunctionTypes[(int)import.Type], functions)));
        }

        return [.. bindings];
    }

    private static HostFunction Find(string name, ImportEntry import, FunctionSignature type, IReadOnlyList<HostFunction> functions)
    {
        var (earlierModule, earlierName) = SpinImportNames.Earlier(WasiHttpNames.WithoutPatch(import.Module), import.Name);
        var known = functions.FirstOrDefault(candidate => candidate.Module == earlierModule && candidate.Name == earlierName);
        if (known is null && !SpinImportNames.BelongsToSpin(earlierModule) && !WasiHttpNames.IsInterface(import.Module))
            throw new FunctionLoadException($"{name} imports {import.Module}.{import.Name}, which is unknown to this host");
        if (known is not null && (type.Parameters != known.Parameters || type.Results != known.Results))
            throw new FunctionLoadException($"{name} imports {import.Module}.{import.Name} with the wrong parameters or results");
        return known ?? Unavailable(import, type, SpinImportNames.ExplainAbsence(earlierModule));
    }

    private static HostFunction Unavailable(ImportEntry import, FunctionSignature type, string why)
    {
        var reason = $"trap: the function called {import.Module}.{import.Name}, which is not available: {why}";
        return new HostFunction(import.Module, import.Name, type.Parameters, type.Results, (call, _) =>
        {
            call.End(FunctionFailure.Trap, reason);
            return 0;
        });
    }
}
