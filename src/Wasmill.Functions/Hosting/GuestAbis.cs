using Wasmill.Functions.Binary;
using Wasmill.Functions.Spin;
using Wasmill.Functions.Wagi;

namespace Wasmill.Functions.Hosting;

/// <summary>Chooses how requests reach a module.</summary>
internal static class GuestAbis
{
    /// <summary>The ABI that the configuration names and the exports confirm.</summary>
    /// <exception cref="FunctionLoadException">The module does not export what that ABI needs.</exception>
    public static IGuestAbi For(FunctionConfig config, IReadOnlyList<ExportEntry> exports)
    {
        if (config.Kind == FunctionKind.Wagi)
        {
            WagiGuest.Check(config.Name, exports);
            return new WagiGuest(config.WagiArguments);
        }

        var initialise = exports.Any(export => export is { Name: "_initialize", Kind: ExternalKind.Function });
        return new SpinHttpGuest(SpinHttpAbi.Detect(config.Name, exports), initialise);
    }
}
