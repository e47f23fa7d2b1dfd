using System.Diagnostics;

namespace Wasmill.Storage.Tests;

public sealed class AppendedFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-append-").FullName;

    [Fact]
    public void Each_write_goes_to_the_end_whoever_has_written_meanwhile()
    {
        File.WriteAllText(In("log"), "before\n");
        using var one = AppendedFile.Open(In("log"));
        using var other = AppendedFile.Open(In("log"));
        one.Write("1\n"u8);
        other.Write("2\n"u8);
        one.Write("3\n"u8);
        File.AppendAllText(In("log"), "4\n");
        other.Write("5\n"u8);
        Assert.Equal("before\n1\n2\n3\n4\n5\n", File.ReadAllText(In("log")));
        Assert.Equal(new FileInfo(In("log")).Length, one.Length);
    }

    [Fact]
    public void A_file_is_current_until_its_name_is_gone_or_names_another()
    {
        using var removed = AppendedFile.Open(In("removed"));
        using var renamed = AppendedFile.Open(In("renamed"));
        using var replaced = AppendedFile.Open(In("replaced"));
        using var linked = AppendedFile.Open(In("linked"));
        Assert.All((AppendedFile[])[removed, renamed, replaced, linked], file => Assert.True(file.IsCurrent));

        File.Delete(In("removed"));
        File.Move(In("renamed"), In("renamed.1"));
        File.WriteAllText(In("other"), "other");
        File.Move(In("other"), In("replaced"), overwrite: true);
        File.Move(In("linked"), In("linked.1"));
        File.CreateSymbolicLink(In("linked"), In("linked.1"));
        Assert.All((AppendedFile[])[removed, renamed, replaced, linked], file => Assert.False(file.IsCurrent));
        renamed.Write("late"u8);
        Assert.Equal("late", File.ReadAllText(In("renamed.1")));
    }

    [Fact]
    public void Only_regular_files_are_opened()
    {
        File.WriteAllText(In("victim"), "before");
        File.CreateSymbolicLink(In("link"), In("victim"));
        File.CreateSymbolicLink(In("dangling"), In("nothing"));
        Directory.CreateDirectory(In("folder"));
        using (var process = Process.Start("mkfifo", [In("pipe")]))
            process.WaitForExit();
        foreach (var name in (string[])["link", "dangling", "folder", "pipe"])
            Assert.Contains(In(name), Assert.Throws<IOException>(() => AppendedFile.Open(In(name))).Message, StringComparison.Ordinal);
        Assert.Equal(("before", false), (File.ReadAllText(In("victim")), File.Exists(In("nothing"))));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);
}
