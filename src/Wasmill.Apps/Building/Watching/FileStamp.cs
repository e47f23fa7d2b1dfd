namespace Wasmill.Apps.Building.Watching;

/// <summary>What some files look like from outside: enough to see that one was replaced or written.</summary>
/// <param name="Files">The files.</param>
/// <param name="Text">Path, length and time of each.</param>
public sealed record FileStamp(IReadOnlyList<string> Files, string Text)
{
    /// <summary>Looks at files. A missing one is part of the stamp.</summary>
    public static FileStamp Take(IReadOnlyList<string> files) => new(files, string.Join('\n', files.Select(Describe)));

    /// <summary>One file's path, length and time.</summary>
    public static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : $"{file.FullName} missing";
    }

    /// <summary>Whether the files look the same in another stamp, but for some that are not looked at.</summary>
    public bool IsLike(FileStamp other, IReadOnlyCollection<string> except)
        => Files.SequenceEqual(other.Files) && Text.Split('\n').Zip(other.Text.Split('\n'), Files).All(file => file.First == file.Second || except.Contains(file.Third));

    /// <summary>Whether the files look otherwise now.</summary>
    public bool IsStale() => Take(Files).Text != Text;
}
