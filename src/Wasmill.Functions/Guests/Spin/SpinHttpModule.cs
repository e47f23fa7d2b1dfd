using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Spin;

/// <summary>A module in the Spin HTTP core ABI.</summary>
/// <param name="module">The module, which this takes over.</param>
/// <param name="exports">Its exports.</param>
/// <param name="reuse">Whether an instance answers more than one event.</param>
internal sealed class SpinHttpModule(SandboxModule module, SpinHttpExports exports, bool reuse) : CoreModule(module)
{
    /// <inheritdoc />
    public override bool Accepts(string method) => SpinHttpInstance.NumberOf(method) >= 0;

    /// <inheritdoc />
    public override WasiWorld World(WasiWorld world, FunctionRequest request) => world;

    /// <inheritdoc />
    protected override IGuestInstance Wrap(SandboxInstance instance) => new SpinHttpInstance(instance, exports, reuse);
}
