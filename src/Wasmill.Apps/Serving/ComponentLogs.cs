using Wasmill.Functions;

namespace Wasmill.Apps.Serving;

/// <summary>Appends the components' output to <c>ID_stdout.txt</c> and <c>ID_stderr.txt</c>, as Spin does, and passes it on.</summary>
internal sealed class ComponentLogs(string? folder, Action<string, string> output)
{
    private readonly Lock _lock = new();

    /// <summary>Takes what one call wrote.</summary>
    public void Write(string component, FunctionResult result)
    {
        if (result.Log.Count == 0 && result.Reason.Length == 0)
            return;
        lock (_lock)
        {
            foreach (var line in result.Log)
            {
                output(component, line.Text);
                Append(component, line.Stream, line.Text);
            }

            if (result.Reason.Length > 0)
            {
                output(component, result.Reason);
                Append(component, FunctionLogStream.Error, result.Reason);
            }
        }
    }

    private void Append(string component, FunctionLogStream stream, string text)
    {
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        var name = $"{component}_{(stream == FunctionLogStream.Output ? "stdout" : "stderr")}.txt";
        File.AppendAllText(Path.Combine(folder, name), text + "\n");
    }
}
