using System.Diagnostics;
using Wasmill.Apps.Building.C;
using Wasmill.Apps.Building.Python;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Commands;

/// <summary>
/// Builds the components of an app, with the messages of <c>spin build</c>. The runtime of a language stays loaded from its first build
/// until disposal.
/// </summary>
/// <param name="host">The host that runs CPython for Python components.</param>
/// <param name="output">Receives lines for the user.</param>
public sealed class AppBuilder(FunctionHost host, BuildOutput output) : IDisposable
{
    // POSIX, Shell Command Language, 2.8.2.
    private const int CommandNotFound = 127;

    private readonly PythonBuilder _python = new(host);
    private readonly CBuilder _c = new();

    /// <summary>Builds every component that has a build command.</summary>
    /// <param name="app">The app.</param>
    /// <param name="only">The IDs of the components to build; empty for all.</param>
    /// <param name="cancellationToken">Stops the build; a running command is killed.</param>
    /// <exception cref="BuildException">A component cannot be built.</exception>
    public async Task BuildAsync(AppModel app, IReadOnlyList<string> only, CancellationToken cancellationToken)
    {
        if (only.FirstOrDefault(id => app.Components.All(component => component.Id != id)) is { } unknown)
            throw new BuildException($"component \"{unknown}\" does not exist; the app has "
                + $"{string.Join(", ", app.Components.Select(component => component.Id))}");
        var wanted =
            app.Components.Where(component => component.Build is not null && (only.Count == 0 || only.Contains(component.Id))).ToList();
        if (wanted.Count == 0)
        {
            output("None of the components have a build command.");
            return;
        }

        var errors = wanted.SelectMany(component => Explain(app, component)).ToList();
        if (errors.Count > 0)
            throw new BuildException(errors);
        foreach (var component in wanted)
            await BuildAsync(app, component, cancellationToken);
        output("Finished building all Spin components");
    }

    /// <summary>Unloads the runtimes. No build may be running.</summary>
    public void Dispose() => _python.Dispose();

    private async Task BuildAsync(AppModel app, ComponentModel component, CancellationToken cancellationToken)
    {
        var build = component.Build!;
        var folder = new AppFolder(app.Folder).FullPath(build.WorkingFolder ?? ".");
        if (build.Commands.Count == 1)
            output($"Building component {component.Id} with `{build.Commands[0]}`");
        else
            output($"Building component {component.Id} ({build.Commands.Count} commands)");
        for (var i = 0; i < build.Commands.Count; i++)
        {
            if (build.Commands.Count > 1)
                output($"Running build step {i + 1}/{build.Commands.Count} for component {component.Id} with '{build.Commands[i]}'");
            if (build.WorkingFolder is not null)
                output($"Working directory: \"{folder}\"");
            await RunAsync(app, component, build.Commands[i], folder, cancellationToken);
        }
    }

    private static IEnumerable<ManifestError> Explain(AppModel app, ComponentModel component)
    {
        var build = component.Build!;
        var folder = new AppFolder(app.Folder);
        var work = build.WorkingFolder ?? ".";
        if (folder.ExplainPath(work) is { } reason)
            yield return component.Places.WorkingFolder.Error($"the working folder of component {component.Id} cannot be used: {reason}");
        else if (!Directory.Exists(folder.FullPath(work)))
            yield return component.Places.WorkingFolder.Error(
                $"the working folder {folder.FullPath(work)} of component {component.Id} does not exist");
        foreach (var command in build.Commands.Where(BuildCommand.IsJavaScript))
            yield return component.Places.Commands.Error($"component {component.Id} is JavaScript (`{command}`), which this version of "
                + "wasmill does not build: use Python or C instead (\"wasmill new\" has templates)");
    }

    /// <summary>Returns the folder that bounds the sources of a component.</summary>
    // A working folder outside the app's folder, such as "../shared", bounds its own sources.
    internal static AppFolder Bounds(AppModel app, string folder)
        => HostPaths.IsInside(folder, Path.GetFullPath(app.Folder)) ? new AppFolder(app.Folder) : new AppFolder(folder);

    private async Task RunAsync(AppModel app, ComponentModel component, string command, string folder, CancellationToken cancellationToken)
    {
        var started = host.Time.GetTimestamp();
        if (BuildCommand.TryParse(command) is { } python)
        {
            var result = await Task.Run(
                () => _python.Build(folder, python.Module, Path.Combine(folder, python.Output), Bounds(app, folder), cancellationToken),
                cancellationToken);
            foreach (var warning in result.Warnings)
                output($"Warning: {warning}");
            Report(python.Output, result.Bytes, result.Log, started);
        }
        else if (CBuildCommand.TryParse(command) is { } c)
        {
            var result = await _c.BuildAsync(folder, c, Bounds(app, folder), cancellationToken);
            Report(c.Output, result.Bytes, result.Log, started);
        }
        else
        {
            await RunShellAsync(component, command, folder, cancellationToken);
        }
    }

    private void Report(string path, long bytes, IReadOnlyList<string> log, long started)
    {
        foreach (var line in log)
            output(line);
        var size = bytes >= 1 << 20
            ? FormattableString.Invariant($"{bytes / (1024.0 * 1024):0.0} MiB")
            : FormattableString.Invariant($"{bytes / 1024.0:0.0} KiB");
        output(FormattableString.Invariant($"{path}: {size} in {host.Time.GetElapsedTime(started).TotalSeconds:0.0} s"));
    }

    private static async Task RunShellAsync(ComponentModel component, string command, string folder, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder })
            ?? throw new BuildException("/bin/sh could not be started");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (process.ExitCode == 0)
            return;
        var hint = MissingTool.Explain(command, process.ExitCode == CommandNotFound);
        throw new BuildException($"Build command for component {component.Id} failed with status {process.ExitCode}: {command}{hint}");
    }
}
