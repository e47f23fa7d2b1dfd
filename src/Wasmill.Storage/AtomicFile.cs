namespace Wasmill.Storage;

/// <summary>Replaces private files as a whole: a reader sees the old content or the new one, also after a crash or a loss of power.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a text, in four steps: (1) to a new file of mode 0600 beside the target, (2) which is flushed, (3) renamed, (4) and whose name is flushed. Without the last one a replaced file
    /// may be the old one again after a loss of power.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new content.</param>
    /// <exception cref="IOException">The system refused; the old content is still there unless only step 4 failed.</exception>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes, in the same steps.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <exception cref="IOException">The system refused; the old content is still there unless only step 4 failed.</exception>
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

    // The reason why the file could not be written counts, not that its half stays behind.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error) && FailedWrites.EffectOf(WriteKind.State, error) == FailureEffect.Degrade)
        {
            // Left behind.
        }
    }
}
