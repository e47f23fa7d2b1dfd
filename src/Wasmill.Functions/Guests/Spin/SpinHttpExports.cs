using Wasmill.Functions.Binary;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Spin;

/// <summary>The exports of a module with the Spin HTTP ABI, after a check of their types.</summary>
/// <param name="Handle">Handles a request.</param>
/// <param name="Initialize">Runs before the first request; null if the module has none.</param>
/// <param name="Free">Frees a block of the response (address, size, alignment); null if the module has none.</param>
/// <param name="PostReturn">Frees the whole response; null if the module has none.</param>
internal sealed record SpinHttpExports(CheckedExport Handle, CheckedExport? Initialize, CheckedExport? Free, CheckedExport? PostReturn)
{
    /// <summary>Finds the exports.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="FunctionLoadException">An export is missing or has another type.</exception>
    public static SpinHttpExports Find(string name, SandboxModule module)
    {
        var abi = SpinHttpAbi.Detect(name, module.Exports);
        Optional(name, module, abi.ReallocName, 4, hasResult: true);
        return new SpinHttpExports(
            Optional(name, module, abi.HandleName, 10, hasResult: true)!,
            Optional(name, module, "_initialize", 0, hasResult: false),
            Optional(name, module, "canonical_abi_free", 3, hasResult: false),
            Optional(name, module, "cabi_post_" + abi.HandleName, 1, hasResult: false));
    }

    private static CheckedExport? Optional(string name, SandboxModule module, string export, int parameters, bool hasResult)
    {
        var found = module.Find(export, parameters, hasResult);
        if (found is null && module.Exports.Any(candidate => candidate.Kind == ExternalKind.Function && candidate.Name == export))
            throw new FunctionLoadException($"{name} exports {export} with other parameters or results than the Spin HTTP ABI has");
        return found;
    }
}
