namespace Wasmill.Storage;

/// <summary>A write found no room: the disk is full, or the user's quota is used up. The condition may pass.</summary>
public sealed class DiskFullException(string message, Exception? inner = null) : IOException(message, inner);
