using Wasmill.Functions.Binary;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Spin;

/// <summary>The exports of a module in the Spin HTTP ABI, with their types checked.</summary>
/// <param name="Handle">Answers a request.</param>
/// <param name="Initialise">Runs before the first request; null when there is none.</param>
/// <param name="Free">Gives a block of the answer back (address, size, alignment); null when there is none.</param>
/// <param name="PostReturn">Gives the whole answer back; null when there is none.</param>
internal sealed record SpinHttpExports(CheckedExport Handle, CheckedExport? Initialise, CheckedExport? Free, CheckedExport? PostReturn)
{
    /// <summary>Finds them.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="module">The module.</param>
    /// <exception cref="FunctionLoadException">One is missing or has another type.</exception>
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
