namespace Wasmill.Storage;

/// <summary>
/// A folder cannot be kept private: it is a symbolic link, or it belongs to another user. The message names it and states the fix.
/// </summary>
public sealed class UnsafeFolderException(string message) : IOException(message);
