namespace Wasmill.Storage.HostFiles;

/// <summary>The kinds of file at a path of the host.</summary>
public enum HostFileKind
{
    /// <summary>The path does not exist.</summary>
    Missing = 0,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A named pipe; opening it waits for a writer.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device such as <c>/dev/zero</c>, whose content may be endless.</summary>
    Device,
}
