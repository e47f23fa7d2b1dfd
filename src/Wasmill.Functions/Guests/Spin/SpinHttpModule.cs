using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Spin;

/// <summary>A module with the Spin HTTP core ABI.</summary>
/// <param name="module">The module; this object takes ownership.</param>
/// <param name="exports">The module's exports.</param>
/// <param name="reuse">Indicates whether an instance handles more than one event.</param>
internal sealed class SpinHttpModule(SandboxModule module, SpinHttpExports exports, bool reuse) : CoreModule(module)
{
    /// <inheritdoc />
    public override bool Accepts(string method) => SpinHttpInstance.NumberOf(method) >= 0;

    /// <inheritdoc />
    public override WasiWorld World(WasiWorld world, FunctionRequest request) => world;

    /// <inheritdoc />
    protected override IGuestInstance Wrap(SandboxInstance instance) => new SpinHttpInstance(instance, exports, reuse);
}
