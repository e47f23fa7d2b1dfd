using Wasmill.Apps.Building;
using Wasmill.Apps.Manifests;
using Wasmill.CommandLine;
using Wasmill.Functions;
using Wasmill.Output;
using Wasmill.Server.Home;

namespace Wasmill.Commands;

/// <summary>What the commands for apps share.</summary>
internal static class AppCommands
{
    /// <summary>A function host that tells the user what takes long.</summary>
    public static FunctionHost OpenHost(ITerminal terminal)
        => new(new FunctionHostOptions { CacheFolder = WasmillHome.CacheFolder(), Progress = terminal.Error.WriteLine });

    /// <summary>Finds an app.</summary>
    /// <exception cref="UserErrorException">There is none, or its manifest is wrong.</exception>
    public static AppModel Locate(string? from, string? profile = null)
    {
        try
        {
            return AppLocator.Locate(from, profile);
        }
        catch (ManifestException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    /// <summary>Builds an app.</summary>
    /// <exception cref="UserErrorException">It cannot be built.</exception>
    public static async Task BuildAsync(AppModel app, IReadOnlyList<string> only, FunctionHost host, ITerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            await new AppBuilder(host, terminal.Out.WriteLine).BuildAsync(app, only, cancellationToken);
        }
        catch (Exception error) when (error is BuildException or FunctionLoadException)
        {
            // A traceback stands by itself; "Error:" goes before the line that sums it up.
            var lines = error.Message.Split('\n');
            foreach (var line in lines[..^1])
                terminal.Error.WriteLine(line);
            throw new UserErrorException(lines[^1]);
        }
    }
}
