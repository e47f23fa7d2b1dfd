using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage.Native;

// Tested by: RegularFileTests, PrivateFilesTests
/// <summary>
/// Opens files of the host for reading and returns their type. Opening a named pipe in .NET waits for its writer past every deadline of a
/// guest,
/// and .NET does not distinguish pipes and devices from files.
/// </summary>
internal static partial class FileApi
{
    // O_RDONLY | O_NONBLOCK | O_CLOEXEC, whose values differ on macOS.
    private const int LinuxFlags = 0x800 | 0x80000;
    private const int MacFlags = 0x4 | 0x1000000;

    // statx(2): AT_FDCWD, AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH, STATX_TYPE; stx_mode is a u16 at offset 28 of a
    // 256-byte structure on every architecture.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint TypeMask = 1;
    private const int StatBytes = 256;
    private const int ModeOffset = 28;

    // stat(2) of macOS with 64-bit inodes: st_mode is a u16 at offset 4.
    private const int MacModeOffset = 4;

    private const int FormatMask = 0xF000;

    /// <summary>The format of a named pipe: the S_IFMT bits of a mode, which are the same on all systems.</summary>
    public const int Pipe = 0x1000;

    /// <summary>The format of a folder.</summary>
    public const int Folder = 0x4000;

    /// <summary>The format of a regular file.</summary>
    public const int Regular = 0x8000;

    /// <summary>The format of a symbolic link.</summary>
    public const int Link = 0xA000;

    /// <summary>The format of a socket.</summary>
    public const int Socket = 0xC000;

    /// <summary>Opens the file of any kind at a path without waiting.</summary>
    /// <param name="path">The path.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafeFileHandle Open(string path, string name)
    {
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path);
        var descriptor = OpenDescriptor(path, OperatingSystem.IsLinux() ? LinuxFlags : MacFlags);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()} : '{name}'", Marshal.GetLastPInvokeError());
    }

    /// <summary>Returns the format of the file at a path, without following a link; 0 if the path does not exist.</summary>
    public static unsafe int FormatOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return File.Exists(path) ? Regular : Directory.Exists(path) ? Folder : 0;
        var stat = stackalloc byte[StatBytes];
        var found = OperatingSystem.IsLinux() ? StatX(CurrentFolder, path, NoFollow, TypeMask, stat) : LinkStat(path, stat);
        return found == 0 ? ReadFormat(stat) : 0;
    }

    /// <summary>Returns the format of an open file.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static unsafe int FormatOf(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
            return Regular;
        var stat = stackalloc byte[StatBytes];
        var descriptor = (int)handle.DangerousGetHandle();
        var found = OperatingSystem.IsLinux() ? StatX(descriptor, "", EmptyPath, TypeMask, stat) : FileStat(descriptor, stat);
        return found == 0
            ? ReadFormat(stat)
            : throw new IOException($"cannot determine the type of an open file: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static unsafe int ReadFormat(byte* stat)
        => BinaryPrimitives.ReadUInt16LittleEndian(
            new ReadOnlySpan<byte>(stat + (OperatingSystem.IsLinux() ? ModeOffset : MacModeOffset), sizeof(ushort)))
            & FormatMask;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* stat);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int LinkStat(string path, byte* stat);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static unsafe partial int FileStat(int descriptor, byte* stat);
}
