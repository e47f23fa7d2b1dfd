using System.Diagnostics;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Storage.Tests.HostFiles;

public sealed class RegularFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-regular-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_opened_to_read()
    {
        File.WriteAllText(Place("a"), "text");
        using var stream = RegularFile.Open(Place("a"), "a");
        using var reader = new StreamReader(stream);
        Assert.Equal("text", reader.ReadToEnd());
        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void What_is_no_file_is_told_by_name_and_a_pipe_is_not_waited_for()
    {
        File.WriteAllText(Place("a"), "");
        Directory.CreateDirectory(Place("folder"));
        File.CreateSymbolicLink(Place("link"), Place("a"));
        using (var made = Process.Start("mkfifo", [Place("pipe")]))
            made.WaitForExit();
        foreach (var (name, kind) in (ReadOnlySpan<(string, HostFileKind)>)[
            ("none", HostFileKind.Missing), ("folder", HostFileKind.Folder), ("link", HostFileKind.Link), ("pipe", HostFileKind.Pipe),
        ])
        {
            Assert.Equal(kind, RegularFile.KindOf(Place(name)));
            var error = Assert.Throws<IOException>(() => RegularFile.Open(Place(name), "my file"));
            Assert.Equal($"my file {RegularFile.Explain(kind)}", error.Message);
        }

        Assert.Equal(HostFileKind.Device, RegularFile.KindOf("/dev/null"));
        Assert.Null(RegularFile.TryOpen(Place("pipe")));
        using var followed = RegularFile.TryOpen(Place("link"));
        Assert.NotNull(followed);
    }

    [Fact]
    public void A_path_through_a_link_is_another_place()
    {
        Directory.CreateDirectory(Place("real"));
        File.WriteAllText(Path.Combine(Place("real"), "a"), "");
        Directory.CreateSymbolicLink(Place("alias"), Place("real"));
        Assert.Contains(
            "was replaced",
            Assert.Throws<IOException>(() => RegularFile.Open(Path.Combine(Place("alias"), "a"), "a")).Message,
            StringComparison.Ordinal);
    }

    private string Place(string name) => Path.Combine(HostPaths.Resolve(_folder)!, name);
}
