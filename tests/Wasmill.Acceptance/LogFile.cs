namespace Wasmill.Acceptance;

/// <summary>A file that another process writes lines to.</summary>
internal static class LogFile
{
    /// <summary>Waits until a line holds a text. A file of another process cannot be awaited but by looking.</summary>
    public static async Task WaitForAsync(string path, string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (File.Exists(path) && (await File.ReadAllTextAsync(path, timeout.Token)).Contains(text, StringComparison.Ordinal))
                return;
            await Task.Delay(20, timeout.Token);
        }
    }
}
