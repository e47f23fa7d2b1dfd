namespace Wasmill.Connectors.Functions;

/// <summary>What some files look like from outside: enough to see that one was replaced. Builders rename a new file into place, so that its time and length are its own.</summary>
/// <param name="Files">The files.</param>
/// <param name="Text">Path, length and time of each.</param>
internal sealed record FileStamp(IReadOnlyList<string> Files, string Text)
{
    /// <summary>Looks at files. A missing one is part of the stamp.</summary>
    public static FileStamp Take(IReadOnlyList<string> files)
        => new(files, string.Join('\n', files.Select(file => new FileInfo(file)).Select(file =>
            file.Exists ? FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : $"{file.FullName} missing")));

    /// <summary>Whether the files look otherwise now.</summary>
    public bool IsStale() => Take(Files).Text != Text;
}
