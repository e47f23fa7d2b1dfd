namespace Wasmill.Storage;

/// <summary>A folder cannot be kept private: it is a symbolic link, or it belongs to another user. The message names it and says how to mend it.</summary>
public sealed class UnsafeFolderException(string message) : IOException(message);
