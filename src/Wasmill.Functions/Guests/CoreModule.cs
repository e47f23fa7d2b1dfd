using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests;

/// <summary>A guest that is a core module with one linear memory.</summary>
/// <param name="module">The module; this object takes ownership.</param>
internal abstract class CoreModule(SandboxModule module) : IGuestModule
{
    /// <inheritdoc />
    public bool Restores => module.Plan.NotRestored is null;

    /// <inheritdoc />
    public abstract bool Accepts(string method);

    /// <inheritdoc />
    public abstract WasiWorld World(WasiWorld world, FunctionRequest request);

    /// <inheritdoc />
    public IGuestInstance Instantiate(GuestCall call) => Wrap(module.Instantiate(call));

    /// <inheritdoc />
    public GuestEnding? Explain(Exception exception, GuestCall call, long memoryBytes)
        => SandboxFailure.IsGuestFailure(exception) ? SandboxFailure.Explain(exception, call, memoryBytes) : null;

    /// <inheritdoc />
    public void Dispose() => module.Dispose();

    /// <summary>Wraps an instance as a guest.</summary>
    protected abstract IGuestInstance Wrap(SandboxInstance instance);
}
