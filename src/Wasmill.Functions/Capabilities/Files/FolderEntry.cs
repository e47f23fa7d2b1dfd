namespace Wasmill.Functions.Capabilities.Files;

/// <summary>An entry of a folder.</summary>
/// <param name="Name">Its name in UTF-8.</param>
/// <param name="Type">What it is.</param>
/// <param name="Inode">Its number, the same in every call.</param>
internal readonly record struct FolderEntry(byte[] Name, FileType Type, ulong Inode);
