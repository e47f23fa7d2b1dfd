using Wasmill.Functions.Binary;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.WasiHttp;

// Tested by: WasiHttpAttackTests
/// <summary>The exports of a core module of <c>wasi:http/incoming-handler</c>, after a check of their types.</summary>
/// <param name="Handle">Handles a request.</param>
/// <param name="Initialize">Runs before the first request; null if the module has none.</param>
internal sealed record WasiHttpExports(CheckedExport Handle, CheckedExport? Initialize)
{
    private const string Realloc = "cabi_realloc";

    /// <summary>Finds the exports.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="FunctionLoadException">An export is missing or has another type.</exception>
    public static WasiHttpExports Find(string name, SandboxModule module)
    {
        var handler = WasiHttpNames.FindHandler(module.Exports)
            ?? throw new FunctionLoadException($"{name} exports no handler of wasi:http");
        if (!module.Exports.Any(export => export.Name == "memory" && export.Kind == ExternalKind.Memory))
            throw new FunctionLoadException($"{name} exports {handler} and no memory");
        if (!module.HasAllocator)
            throw new FunctionLoadException($"{name} exports {handler} and no {Realloc}, or one with other parameters or results");
        return new WasiHttpExports(
            Checked(name, module, handler, 2)!,
            Checked(name, module, "_initialize", 0));
    }

    private static CheckedExport? Checked(string name, SandboxModule module, string export, int parameters)
    {
        var found = module.Find(export, parameters, hasResult: false);
        if (found is null && module.Exports.Any(candidate => candidate.Kind == ExternalKind.Function && candidate.Name == export))
            throw new FunctionLoadException($"{name} exports {export} with other parameters or results than wasi:http has");
        return found;
    }
}
