using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.WasiHttp;

/// <summary>A core module of <c>wasi:http/incoming-handler</c>.</summary>
/// <param name="module">The module; this object takes ownership.</param>
/// <param name="exports">The module's exports.</param>
internal sealed class WasiHttpModule(SandboxModule module, WasiHttpExports exports) : CoreModule(module)
{
    /// <inheritdoc />
    public override bool Accepts(string method) => true;

    /// <inheritdoc />
    public override WasiWorld World(WasiWorld world, FunctionRequest request) => world;

    /// <inheritdoc />
    protected override IGuestInstance Wrap(SandboxInstance instance) => new WasiHttpInstance(instance, exports);
}
