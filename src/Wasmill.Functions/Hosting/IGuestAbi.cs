using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Wasi;

namespace Wasmill.Functions.Hosting;

/// <summary>How a request reaches a module and its answer comes back.</summary>
internal interface IGuestAbi
{
    /// <summary>Whether the ABI can express a request of this method.</summary>
    bool Accepts(string method);

    /// <summary>What the guest sees of the world in one call.</summary>
    /// <param name="world">What it sees in every call.</param>
    /// <param name="request">The request.</param>
    WasiWorld World(WasiWorld world, FunctionRequest request);

    /// <summary>Passes a request to a fresh instance and reads its answer.</summary>
    /// <exception cref="BadAnswerException">The answer breaks the ABI or HTTP.</exception>
    FunctionResponse Invoke(SandboxInstance instance, GuestCall call, FunctionRequest request);
}
