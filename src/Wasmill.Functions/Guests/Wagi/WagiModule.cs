using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Wagi;

// Tested by: WagiTests
/// <summary>
/// A module that runs as a CGI program: the request in its environment, arguments and standard input, the response on its standard output.
/// </summary>
/// <param name="module">The module; this object takes ownership.</param>
/// <param name="start">The program's entry point.</param>
/// <param name="arguments">The template of its arguments.</param>
internal sealed class WagiModule(SandboxModule module, CheckedExport start, string arguments) : CoreModule(module)
{
    private const string Start = "_start";

    /// <summary>Creates a program from a module.</summary>
    /// <exception cref="FunctionLoadException">The module is not a WASI command.</exception>
    public static WagiModule For(FunctionConfig config, SandboxModule module)
    {
        var (name, exports) = (config.Name, module.Exports);
        foreach (var (export, kind) in (ReadOnlySpan<(string, ExternalKind)>)[
            (Start, ExternalKind.Function),
            ("memory", ExternalKind.Memory),
        ])
        {
            if (!exports.Any(candidate => candidate.Name == export && candidate.Kind == kind))
                throw new FunctionLoadException(
                    $"{name} cannot run with the executor \"wagi\": it does not export {export}, so it is not a WASI command");
        }

        if (config.Limits.EventsPerInstance > 1)
            throw new FunctionLoadException($"{name} cannot handle {config.Limits.EventsPerInstance} events in one instance: "
                + "with the executor \"wagi\" a program ends with its response; remove events_per_instance");
        var start = module.Find(Start, 0, hasResult: false)
            ?? throw new FunctionLoadException($"{name} exports {Start} with other parameters or results than a WASI command has");
        return new WagiModule(module, start, config.WagiArguments);
    }

    /// <inheritdoc />
    public override bool Accepts(string method) => true;

    /// <inheritdoc />
    public override WasiWorld World(WasiWorld world, FunctionRequest request) => world with
    {
        Environment = [.. WagiEnvironment.Variables(request), .. world.Environment],
        Arguments = WagiArguments.Fill(arguments, request.Uri),
        Input = request.Body,
        OutputIsAnswer = true,
    };

    /// <inheritdoc />
    protected override IGuestInstance Wrap(SandboxInstance instance) => new WagiInstance(instance, start);
}
