namespace Wasmill.Storage;

/// <summary>
/// Replaces private files as a whole: a reader sees either the old or the new content, even after a crash or a power loss.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a text in four steps: (1) write it to a new file with mode 0600 next to the target, (2) flush the file, (3) rename it,
    /// (4) flush the name. Without step 4 the old file can reappear after a power loss.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The new content.</param>
    /// <exception cref="IOException">The system refused; the old content is unchanged unless only step 4 failed.</exception>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes in the same steps.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="IOException">The system refused; the old content is unchanged unless only step 4 failed.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            // 1 and 2
            using (var stream = PrivateFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush();
                DurableFiles.Flush(stream.SafeFileHandle, temporary);
            }

            // 3 and 4
            DurableFiles.Rename(temporary, path);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    // The reason why the write failed matters, not that a partial temporary file is left behind.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error)
            when (FailedWrites.IsRefusal(error) && FailedWrites.EffectOf(WriteKind.State, error) == FailureEffect.Degrade)
        {
            // The temporary file is left behind.
        }
    }
}
