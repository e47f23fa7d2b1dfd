namespace Wasmill.Storage;

/// <summary>A write failed because the disk is full or the user's quota is exhausted. The condition can pass.</summary>
public sealed class DiskFullException(string message, Exception? inner = null) : IOException(message, inner);
