using System.Globalization;

namespace Wasmill.Client.Text;

/// <summary>Formats a number of bytes for people, in powers of 1,000 as <c>ls -h --si</c> does.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    /// <summary>Returns <c>1 byte</c>, <c>999 bytes</c>, <c>2.0 MB</c>.</summary>
    public static string Of(long bytes)
    {
        if (bytes < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} byte{(bytes == 1 ? "" : "s")}");
        var (size, unit) = (bytes / 1000.0, 0);
        // 999.95 kB would be shown as 1000.0 kB.
        for (; size >= 999.95 && unit < Units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }
}
