using System.Text;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Serving;

/// <summary>Appends the components' output to <c>ID_stdout.txt</c> and <c>ID_stderr.txt</c>, as in Spin, and passes it on.</summary>
/// <remarks>
/// Output that cannot be written is dropped, counted and reported once: a full disk must not keep an app from responding.
/// </remarks>
/// <param name="folder">The folder of the files; null for none.</param>
/// <param name="output">Gets every line as well: the component's id and the text.</param>
/// <param name="failures">Counts and logs failed writes.</param>
internal sealed class ComponentLogs(string? folder, ComponentOutput output, FailedWrites failures)
{
    private readonly Lock _lock = new();

    /// <summary>Writes the output of one call.</summary>
    public void Write(string component, FunctionResult result)
    {
        if (result.Log.Count == 0 && result.Reason.Length == 0)
            return;
        lock (_lock)
        {
            foreach (var line in result.Log)
                output(component, line.Text);
            if (result.Reason.Length > 0)
                output(component, result.Reason);
            if (folder is not null)
                failures.Try(WriteKind.FunctionLog, () => Append(folder, component, result));
        }
    }

    // Once per call, not per line: a call may write thousands of short lines.
    private static void Append(string place, string component, FunctionResult result)
    {
        PrivateFiles.CreateFolder(place);
        new ComponentLogFile(Path.Combine(place, $"{component}_stdout.txt")).Append(Text(result, FunctionLogStream.Output));
        var reason = result.Reason.Length > 0 ? result.Reason + "\n" : "";
        new ComponentLogFile(Path.Combine(place, $"{component}_stderr.txt")).Append(Text(result, FunctionLogStream.Error) + reason);
    }

    private static string Text(FunctionResult result, FunctionLogStream stream)
    {
        var text = new StringBuilder();
        foreach (var line in result.Log)
        {
            if (line.Stream == stream)
                text.Append(line.Text).Append('\n');
        }

        return text.ToString();
    }
}
