using System.Text;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Serving;

/// <summary>Appends the components' output to <c>ID_stdout.txt</c> and <c>ID_stderr.txt</c>, as Spin does, and passes it on.</summary>
/// <remarks>A file that cannot be written is reported once, until it can be written again: a full disk must not keep an app from answering.</remarks>
internal sealed class ComponentLogs(string? folder, Action<string, string> output)
{
    private readonly Lock _lock = new();
    private bool _hasFailed;

    /// <summary>Takes what one call wrote.</summary>
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
                Append(folder, component, result);
        }
    }

    private void Append(string place, string component, FunctionResult result)
    {
        try
        {
            PrivateFiles.CreateFolder(place);
            Append(Path.Combine(place, $"{component}_stdout.txt"), Text(result, FunctionLogStream.Output));
            var reason = result.Reason.Length > 0 ? result.Reason + "\n" : "";
            Append(Path.Combine(place, $"{component}_stderr.txt"), Text(result, FunctionLogStream.Error) + reason);
            _hasFailed = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!_hasFailed)
                output(component, $"the logs in {place} cannot be written: {error.Message}");
            _hasFailed = true;
        }
    }

    // Once for a call, not for a line: a call may write a megabyte of short lines.
    private static void Append(string path, string text)
    {
        if (text.Length > 0)
            PrivateFiles.AppendText(path, text);
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
