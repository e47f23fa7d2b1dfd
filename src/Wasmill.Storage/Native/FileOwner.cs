using System.Runtime.InteropServices;

namespace Wasmill.Storage.Native;

/// <summary>Returns the owners of files, which .NET does not expose.</summary>
internal static partial class FileOwner
{
    // statx(2): AT_FDCWD, AT_SYMLINK_NOFOLLOW, STATX_UID; struct statx has 256 bytes on every architecture, with stx_uid at offset 20.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantOwner = 0x8;
    private const int ResultSize = 256;
    private const int OwnerOffset = 20;

    /// <summary>The user id of this process.</summary>
    public static uint Current { get; } = OperatingSystem.IsWindows() ? 0 : EffectiveUser();

    /// <summary>
    /// Returns the user id of the owner of a file, folder or link (not of its target). Null if it does not exist, and on systems other than
    /// Linux, where only the owner can change the mode.
    /// </summary>
    public static uint? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> result = stackalloc byte[ResultSize];
        return Statx(CurrentFolder, path, NoFollow, WantOwner, result) == 0 ? MemoryMarshal.Read<uint>(result[OwnerOffset..]) : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> result);
}
