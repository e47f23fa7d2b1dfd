namespace Wasmill.Storage;

/// <summary>What stands at a path of the host.</summary>
public enum HostFileKind
{
    /// <summary>Nothing.</summary>
    Missing = 0,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A named pipe: opening one waits for a writer.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, such as <c>/dev/zero</c>, which never ends.</summary>
    Device,
}
