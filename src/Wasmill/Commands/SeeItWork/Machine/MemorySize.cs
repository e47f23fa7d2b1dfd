using System.Globalization;

namespace Wasmill.Commands.SeeItWork.Machine;

/// <summary>Formats a number of bytes for people, in powers of 1,024 as limits of memory have it.</summary>
internal static class MemorySize
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Formats a size, such as <c>1.5 GiB</c>.</summary>
    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, size < 10 ? 1 : 0)} {Units[unit]}");
    }
}
