namespace Wasmill.Broker.Engines.Log.Disk;

/// <summary>There is no room on the disk, or the user's quota is used up. It may pass.</summary>
internal sealed class DiskFullException(string message, Exception? inner = null) : IOException(message, inner);
