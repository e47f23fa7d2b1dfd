namespace Wasmill.Flows.Files;

/// <summary>Replaces files as a whole: a reader sees the old content or the new one, also after a crash.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text under another name, flushes it to the disk, and renames it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new content.</param>
    /// <param name="ownerOnly">Whether nobody but the user may read it (mode 0600).</param>
    public static void Write(string path, string text, bool ownerOnly = false)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                using (var writer = new StreamWriter(stream, leaveOpen: true))
                    writer.Write(text);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
