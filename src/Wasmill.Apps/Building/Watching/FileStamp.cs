namespace Wasmill.Apps.Building.Watching;

/// <summary>The observable state of some files: enough to detect a replacement or a write.</summary>
/// <param name="Files">The files.</param>
/// <param name="Text">The path, length and time of each file.</param>
public sealed record FileStamp(IReadOnlyList<string> Files, string Text)
{
    /// <summary>Takes the stamp of files. A missing file is part of the stamp.</summary>
    public static FileStamp Take(IReadOnlyList<string> files) => new(files, string.Join('\n', files.Select(Describe)));

    /// <summary>Describes the path, length and time of one file.</summary>
    public static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
            : $"{file.FullName} missing";
    }

    /// <summary>Indicates whether the files are the same in another stamp, except for some that are ignored.</summary>
    public bool IsLike(FileStamp other, IReadOnlyCollection<string> except)
        => Files.SequenceEqual(other.Files)
            && Text.Split('\n').Zip(other.Text.Split('\n'), Files).All(file => file.First == file.Second || except.Contains(file.Third));

    /// <summary>Indicates whether the files have changed since the stamp.</summary>
    public bool IsStale() => Take(Files).Text != Text;
}
