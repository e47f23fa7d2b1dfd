namespace Wasmill.Functions;

/// <summary>A file or folder of the host that a guest may read. It cannot be written.</summary>
/// <param name="HostPath">The file or folder. Links inside a folder are followed as long as they stay in it; a file that is a link must
/// stay in its own folder.</param>
/// <param name="GuestPath">The absolute path at which the guest sees it, with <c>/</c>, such as <c>/</c> or <c>/data/words.txt</c>. A mount
/// may lie inside the folder of another mount.</param>
public sealed record FileMount(string HostPath, string GuestPath);
