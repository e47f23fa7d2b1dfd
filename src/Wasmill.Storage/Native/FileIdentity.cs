using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage.Native;

// Tested by: AppendedFileTests
/// <summary>What distinguishes a file from all others, whatever its name is.</summary>
/// <param name="Device">The number of the file system's device.</param>
/// <param name="Node">The number of the file in it.</param>
internal readonly partial record struct FileIdentity(ulong Device, ulong Node)
{
    // statx(2): AT_FDCWD, AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH, STATX_INO; in the 256 bytes of struct statx, which are the same on every
    // architecture, stx_ino is at offset 32, and stx_dev_major and stx_dev_minor, two u32, are at offset 136.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint WantNode = 0x100;
    private const int ResultBytes = 256;
    private const int NodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Returns the identity of what a path names, without following a link; null if there is nothing or it is not known.</summary>
    public static FileIdentity? Of(string path) => Of(CurrentFolder, path, NoFollow);

    /// <summary>Returns the identity of an open file; null if it is not known.</summary>
    public static FileIdentity? Of(SafeFileHandle handle) => Of((int)handle.DangerousGetHandle(), "", EmptyPath);

    private static FileIdentity? Of(int folder, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> result = stackalloc byte[ResultBytes];
        return Statx(folder, path, flags, WantNode, result) == 0
            ? new FileIdentity(MemoryMarshal.Read<ulong>(result[DeviceOffset..]), MemoryMarshal.Read<ulong>(result[NodeOffset..]))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> result);
}
