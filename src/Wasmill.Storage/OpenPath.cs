namespace Wasmill.Storage;

/// <summary>A file or folder that somebody else than the user of this process can use.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Owner">The user id of its owner; null if it belongs to this user, but its mode lets others in.</param>
public readonly record struct OpenPath(string Path, uint? Owner);
