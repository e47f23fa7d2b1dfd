using Wasmill.Functions.Guests;
using Wasmill.Functions.Guests.Spin;
using Wasmill.Functions.Guests.Wagi;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>Chooses how requests reach a module.</summary>
internal static class GuestModules
{
    /// <summary>The guest that the configuration names and the exports confirm; it takes the module over.</summary>
    /// <exception cref="FunctionLoadException">The module does not export what that guest needs.</exception>
    public static IGuestModule For(FunctionConfig config, SandboxModule module)
        => config.Kind == FunctionKind.Wagi
            ? WagiModule.For(config, module)
            : new SpinHttpModule(module, SpinHttpExports.Find(config.Name, module), config.Limits.EventsPerInstance > 1);
}
