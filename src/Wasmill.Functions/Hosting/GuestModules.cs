using Wasmill.Functions.Guests;
using Wasmill.Functions.Guests.Spin;
using Wasmill.Functions.Guests.Wagi;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>Chooses how requests reach a module.</summary>
internal static class GuestModules
{
    /// <summary>
    /// Creates the guest that the configuration selects and the exports confirm; the guest takes ownership of the module.
    /// </summary>
    /// <exception cref="FunctionLoadException">The module does not export what the guest needs.</exception>
    public static IGuestModule For(FunctionConfig config, SandboxModule module)
        => config.Kind == FunctionKind.Wagi
            ? WagiModule.For(config, module)
            : new SpinHttpModule(module, SpinHttpExports.Find(config.Name, module), config.Limits.EventsPerInstance > 1);
}
