using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

// Tested by: BuildAppCommandTests
/// <summary>Operations that the commands for apps share.</summary>
internal static class AppCommands
{
    /// <summary>Creates a function host that reports slow steps to the user.</summary>
    public static FunctionHost OpenHost(CommandContext context)
        => new(new FunctionHostOptions
        {
            CacheFolder = context.CacheFolder,
            Log = new TerminalLogger(context.Terminal.Error),
            Time = context.Time,
        });

    /// <summary>Creates what downloads the modules of an app, which reports slow downloads to the user.</summary>
    public static ModuleFetcher OpenModules(CommandContext context, bool isOffline)
        => new(new ModuleFetcherOptions
        {
            CacheFolder = context.CacheFolder,
            IsOffline = isOffline,
            Log = new TerminalLogger(context.Terminal.Error),
            Time = context.Time,
        });

    /// <summary>Finds an app.</summary>
    /// <exception cref="UserErrorException">The app does not exist, or its manifest is not valid.</exception>
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

    /// <summary>Warns of modules that are older than their sources.</summary>
    /// <param name="app">The app.</param>
    /// <param name="remedy">The end of the sentence, for example "run ...".</param>
    /// <param name="terminal">The terminal.</param>
    public static void WarnOfStaleModules(AppModel app, string remedy, ITerminal terminal)
    {
        foreach (var stale in StaleModule.Find(app))
            terminal.Error.WriteLine($"Warning: {stale.Module} is older than {stale.Source}; {remedy}");
    }

    /// <summary>Warns of what an app asks for that it runs without.</summary>
    public static void Warn(AppModel app, ITerminal terminal)
    {
        foreach (var warning in app.Warnings)
            terminal.Error.WriteLine($"Warning: {warning}");
    }

    /// <summary>Builds an app.</summary>
    /// <exception cref="UserErrorException">It cannot be built.</exception>
    public static async Task BuildAsync(
        AppModel app, IReadOnlyList<string> only, FunctionHost host, ITerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            using var builder = new AppBuilder(host, terminal.Out.WriteLine);
            await builder.BuildAsync(app, only, cancellationToken);
        }
        catch (BuildException error) when (error.Errors.Count > 0)
        {
            throw new UserErrorException(error.Message);
        }
        catch (Exception error) when (error is BuildException or FunctionLoadException)
        {
            throw Explain(error.Message, terminal);
        }
    }

    /// <summary>Writes the output of a compiler or an interpreter.</summary>
    /// <returns>The summary line, to be prefixed with "Error:".</returns>
    public static UserErrorException Explain(string message, ITerminal terminal)
    {
        var lines = message.Split('\n');
        foreach (var line in lines[..^1])
            terminal.Error.WriteLine(line);
        return new UserErrorException(lines[^1]);
    }
}
