using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Spin;
using Wasmill.Functions.Wagi;

namespace Wasmill.Functions.Hosting;

/// <summary>Chooses how requests reach a module.</summary>
internal static class GuestAbis
{
    /// <summary>The ABI that the configuration names and the exports confirm.</summary>
    /// <exception cref="FunctionLoadException">The module does not export what that ABI needs.</exception>
    public static IGuestAbi For(FunctionConfig config, SandboxModule module)
        => config.Kind == FunctionKind.Wagi
            ? WagiGuest.For(config, module)
            : new SpinHttpGuest(SpinHttpExports.Find(config.Name, module), config.Limits.EventsPerInstance > 1);
}
