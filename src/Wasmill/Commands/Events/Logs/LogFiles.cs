using System.Runtime.CompilerServices;

namespace Wasmill.Commands.Events.Logs;

// Tested by: LogsCommandTests
/// <summary>The log of a broker: its file, and the one before it, which a rotation leaves.</summary>
/// <param name="path">The file.</param>
internal sealed class LogFiles(string path)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private string OlderPath => path + ".1";

    /// <summary>Indicates whether anything was written.</summary>
    public bool Exist => File.Exists(path) || File.Exists(OlderPath);

    /// <summary>
    /// Reads the lines in order: (1) those of the older file; (2) those of the file; (3) null once: all earlier lines were read; (4) if
    /// requested, those that are added, also after a rotation.
    /// </summary>
    /// <param name="follow">True to wait for new lines.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async IAsyncEnumerable<LogLine?> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1
        if (File.Exists(OlderPath))
        {
            using var older = Open(OlderPath);
            while (await older.ReadLineAsync(cancellationToken) is { } line)
                yield return LogLine.Parse(line);
        }

        // 2
        var reader = File.Exists(path) ? Open(path) : null;
        try
        {
            while (reader is not null && await reader.ReadLineAsync(cancellationToken) is { } line)
                yield return LogLine.Parse(line);

            // 3
            yield return null;

            // 4
            while (follow)
            {
                // Another process's file cannot be awaited.
                await Task.Delay(Poll, cancellationToken);
                var wasRotated = reader is not null && IsShorter(reader.BaseStream.Position);
                while (reader is not null && await reader.ReadLineAsync(cancellationToken) is { } line)
                    yield return LogLine.Parse(line);
                if (!wasRotated && reader is not null || !File.Exists(path))
                    continue;
                reader?.Dispose();
                reader = Open(path);
            }
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private static StreamReader Open(string file)
        => new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    // A log only grows: a shorter one is a new file under the same name.
    private bool IsShorter(long position) => File.Exists(path) && new FileInfo(path).Length < position;
}
