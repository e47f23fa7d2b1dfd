namespace Wasmill.Apps.Building;

/// <summary>Writes a built module atomically: readers see the old file or the new one, never a part.</summary>
internal static class ModuleFile
{
    /// <summary>The name and version of the builder that modules record.</summary>
    public static string Builder { get; } = $"wasmill {typeof(ModuleFile).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Writes the file; creates its folder if missing.</summary>
    public static void Write(string output, ReadOnlySpan<byte> module)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(output)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(module);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, output, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
