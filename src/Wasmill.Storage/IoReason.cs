using System.Text.RegularExpressions;

namespace Wasmill.Storage;

/// <summary>
/// Words failures of the operating system for users. The runtime's own texts ("Could not find file '...'", "Access to the path '...' is
/// denied") name no remedy, and repeat a path that the caller has already named.
/// </summary>
public static partial class IoReason
{
    // HResult of an IOException without an error number: its text is ours.
    private const int NoNumber = unchecked((int)0x80131620);
    private const int NoPermission = 13;
    private const int IsFolder = 21;

    /// <summary>
    /// Returns the reason of a failure as a clause without the path, such as "it does not exist". The texts of Wasmill's own exceptions are
    /// returned unchanged.
    /// </summary>
    public static string Of(Exception error) => error switch
    {
        IOException full when DiskErrors.IsFull(full) => "the disk is full",
        FileNotFoundException => "it does not exist",
        DirectoryNotFoundException => "its folder does not exist",
        DriveNotFoundException => "its drive does not exist",
        PathTooLongException => "the path is too long",
        EndOfStreamException => "it ends too early",
        UnauthorizedAccessException when PathIn(error) is { } path && IsReadableFolder(path) => OfNumber(IsFolder)!,
        UnauthorizedAccessException { InnerException: IOException inner } when OfNumber(inner.HResult) is { } reason => reason,
        UnauthorizedAccessException => OfNumber(NoPermission)!,
        IOException { HResult: not NoNumber } when IsOfSystem(error) => OfNumber(error.HResult) ?? WithoutPath(error.Message),
        _ => error.Message,
    };

    /// <summary>
    /// Returns a failure as a sentence that names the file if the system has named it. The texts of Wasmill's own exceptions are returned
    /// unchanged.
    /// </summary>
    public static string Sentence(Exception error)
    {
        var reason = Of(error);
        if (reason == error.Message || !IsOfSystem(error))
            return error.Message;
        return (error, PathIn(error)) switch
        {
            (_, null) => $"the operating system reports an error: {reason}",
            (FileNotFoundException, { } path) => $"{path} does not exist",
            (_, { } path) => $"{path} cannot be used: {reason}",
        };
    }

    /// <summary>Returns the reason for an error number of Linux; null for one that users do not meet.</summary>
    public static string? OfNumber(int number) => number switch
    {
        1 => "the operation is not permitted",
        2 => "it does not exist",
        5 => "the disk has failed (input/output error)",
        6 or 19 => "there is no such device",
        NoPermission => "permission denied",
        11 => "another process is using it",
        12 => "the system has no memory left",
        16 or 26 => "it is in use",
        17 => "it exists already",
        20 => "a part of its path is not a folder",
        IsFolder => "it is a folder, not a file",
        23 => "the system has too many open files",
        24 => "this process has too many open files; raise the limit with \"ulimit -n\"",
        27 => "it is larger than files may be here (\"ulimit -f\")",
        28 or 122 => "the disk is full",
        30 => "the file system is read-only",
        32 => "the reader has closed the pipe",
        36 => "the name is too long",
        39 => "the folder is not empty",
        40 => "its links go in a circle",
        110 => "there was no answer in time",
        116 => "the file system of the network has lost it",
        _ => null,
    };

    // The exceptions of our own that derive from these have texts of our own.
    private static bool IsOfSystem(Exception error)
    {
        var type = error.GetType();
        return type == typeof(IOException)
            || type == typeof(UnauthorizedAccessException)
            || type == typeof(FileNotFoundException)
            || type == typeof(DirectoryNotFoundException)
            || type == typeof(PathTooLongException);
    }

    // The runtime denies access to a folder that is opened as a file.
    private static bool IsReadableFolder(string path)
    {
        try
        {
            if (!Directory.Exists(path))
                return false;
            using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? PathIn(Exception error)
        => error is FileNotFoundException { FileName.Length: > 0 } missing
            ? missing.FileName
            : Quoted().Match(error.Message) is { Success: true } quoted ? quoted.Groups[1].Value : null;

    // .NET appends the path to the text of an error number that it does not know.
    private static string WithoutPath(string message) => PathAtEnd().Replace(message, "");

    [GeneratedRegex("'(.+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@" : '.*'$")]
    private static partial Regex PathAtEnd();
}
