namespace Wasmill.Functions.Capabilities.Files;

/// <summary>One entry of a folder.</summary>
/// <param name="Name">The name in UTF-8.</param>
/// <param name="Type">The type.</param>
/// <param name="Inode">The inode number, the same in every call.</param>
internal readonly record struct FolderEntry(byte[] Name, FileType Type, ulong Inode);
