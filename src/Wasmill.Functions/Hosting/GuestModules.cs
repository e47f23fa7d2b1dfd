using Wasmill.Functions.Guests;
using Wasmill.Functions.Guests.Spin;
using Wasmill.Functions.Guests.Wagi;
using Wasmill.Functions.Guests.WasiHttp;
using Wasmill.Functions.Inspection;
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
    {
        if (config.Kind == FunctionKind.Wagi)
            return WagiModule.For(config, module);
        return ModuleRecognizer.Recognize(module.Exports) is ModuleKind.WasiHttp02Module or ModuleKind.WasiHttp2023Module
            ? new WasiHttpModule(module, WasiHttpExports.Find(config.Name, module))
            : new SpinHttpModule(module, SpinHttpExports.Find(config.Name, module), config.Limits.EventsPerInstance > 1);
    }
}
