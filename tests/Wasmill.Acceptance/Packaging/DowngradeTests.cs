using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Wasmill.Acceptance.Packaging;

/// <summary>An older version refuses a folder that a newer one has written, with one line, and changes nothing in it.</summary>
public sealed class DowngradeTests
{
    // The header of a segment (docs/formats/log.md).
    private const int VersionAt = 6;
    private const int SumAt = 52;

    [Fact]
    public async Task A_log_of_a_newer_format_is_refused_with_one_line_and_left_as_it_is()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("send-event", "--eventType", "t", "{}");
        await tool.SucceedAsync("stop");
        var log = Path.Combine(tool.Home, "b", "log");
        foreach (var segment in Directory.GetFiles(log, "*.seg"))
            await MakeNewerAsync(segment);
        var before = Sums(log);

        var error = (await tool.RunAsync("start")).Failed().Error.TrimEnd('\n');
        Assert.DoesNotContain('\n', error);
        Assert.Contains(
            "format version 2; this program knows version 1: use the version of wasmill that wrote it", error, StringComparison.Ordinal);
        Assert.Equal(before, Sums(log));
        Assert.Contains("offline", (await tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
    }

    private static async Task MakeNewerAsync(string segment)
    {
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[VersionAt]++;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SumAt), Checksum(bytes.AsSpan(..SumAt)));
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
            sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }

    private static List<string> Sums(string folder)
        => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file =>
            $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];
}
