using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Output;

namespace Wasmill.Commands.Functions.Serving;

// Tested by: DevCommandTests
/// <summary>Reports reloads on the terminal.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="clears">Whether the screen is cleared before every build.</param>
internal sealed class ReloadReports(ITerminal terminal, bool clears) : IReloadReports
{
    /// <inheritdoc />
    public void Watching(AppModel app, IReadOnlyList<string> files)
        => terminal.Error.WriteLine($"Watching {WatchedNames.Of(app, files)}");

    /// <inheritdoc />
    public void Warn(string message) => terminal.Error.WriteLine($"Warning: {message}");

    /// <inheritdoc />
    public void Changed()
    {
        if (clears && terminal.UseColour)
            terminal.Clear();
    }

    /// <inheritdoc />
    public void Swapped(AppModel app, TimeSpan elapsed)
        => terminal.Error.WriteLine(FormattableString.Invariant(
            $"{terminal.Good("Reloaded")} {app.Name} in {elapsed.TotalSeconds:0.00} s; running requests finish on the previous version"));

    /// <inheritdoc />
    public void Failed(string message, bool isFirst)
    {
        // The traceback is printed as it is; "Error:" precedes its last line, the summary.
        var lines = message.Split('\n');
        foreach (var line in lines[..^1])
            terminal.Error.WriteLine(line);
        terminal.Error.WriteLine(
            $"{terminal.Bad("Error:")} {lines[^1]}; {(isFirst ? "waiting for a change" : "still serving the previous version")}");
    }
}
