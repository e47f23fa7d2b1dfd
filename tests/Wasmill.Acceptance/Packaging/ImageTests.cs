using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The image of the native program: what is in it, and that it runs with a read-only root and one volume.</summary>
public sealed class ImageTests
{
    private const string User = "65532";
    private const string State = "var/lib/wasmill";
    private static readonly string[] Libraries =
    [
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib",
    ];

    [Fact]
    public async Task It_runs_as_another_user_with_a_read_only_root_and_writes_to_its_volume_alone()
    {
        var program = Script.NativeFolder();
        Assert.SkipUnless(Namespaces.CanMount(), "needs the right to mount, which root has");
        Script.Require("readelf");
        using var folder = new TemporaryFolder();
        var (image, again) = (folder.Path("image.tar"), folder.Path("again.tar"));
        foreach (var file in (string[])[image, again])
            await Script.RunAsync(Script.Of("image"), [program, "1.2.3", "amd64", file, .. Libraries]);
        Assert.Equal(await SumAsync(image), await SumAsync(again));

        // As a container runtime unpacks it: each blob is what its name says.
        var layout = folder.MakeFolder("layout");
        await TarFile.ExtractToDirectoryAsync(image, layout, overwriteFiles: false, TestContext.Current.CancellationToken);
        foreach (var blob in Directory.GetFiles(Path.Combine(layout, "blobs", "sha256")))
            Assert.Equal(Path.GetFileName(blob), await SumAsync(blob));
        var manifest = await ReadAsync(layout, (await JsonAsync(Path.Combine(layout, "index.json"))).GetProperty("manifests")[0]);
        var config = (await ReadAsync(layout, manifest.GetProperty("config"))).GetProperty("config");
        Assert.Equal($"{User}:{User}", config.GetProperty("User").GetString());
        Assert.Equal($"/{State}", Assert.Single(config.GetProperty("Volumes").EnumerateObject()).Name);

        // A layer is unpacked by tar: owners and modes matter.
        var root = folder.MakeFolder("root");
        var layer = Assert.Single(manifest.GetProperty("layers").EnumerateArray());
        await Script.RunAsync("tar", "--extract", "--gzip", "--same-owner", "--file", BlobOf(layout, layer), "--directory", root);
        Assert.Equal(
            ["dev", "etc", "lib", "lib64", "proc", "sys", "tmp", "usr", "var"],
            Directory.GetFileSystemEntries(root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(["wasmill"], Directory.GetFileSystemEntries(Path.Combine(root, "usr", "bin")).Select(path => Path.GetFileName(path)));

        var output = await Script.RunAsync("unshare", "-m", "sh", "-c",
            $"""
            set -eu
            mount --bind {root} {root}
            mount -o remount,bind,ro {root}
            mount -t tmpfs -o uid={User},gid={User},mode=700 tmpfs {root}/{State}
            mount -t proc proc {root}/proc
            mount --rbind /dev {root}/dev
            chroot=$(command -v chroot)
            run() (env -i {string.Join(' ', Variables(config))} "$chroot" --userspec={User}:{User} {root} /usr/bin/wasmill "$@")
            run version
            run create broker b
            run create source cron --schedule '0 9 * * *' --timezone Europe/Berlin --eventType t
            run send-event --eventType t '{"{}"}'
            run stop b
            run log verify b
            if env -i HOME=/home "$chroot" --userspec={User}:{User} {root} /usr/bin/wasmill create broker c; then
              echo "a home outside of the volume"
            fi
            """);
        Assert.Contains("Build:     native", output, StringComparison.Ordinal);
        Assert.Contains("1 event", output, StringComparison.Ordinal);
        Assert.DoesNotContain("a home outside of the volume", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(root, State)));
    }

    private static IEnumerable<string> Variables(JsonElement config)
        => config.GetProperty("Env").EnumerateArray().Select(variable => variable.GetString()!);

    private static string BlobOf(string layout, JsonElement descriptor)
        => Path.Combine(layout, "blobs", "sha256", descriptor.GetProperty("digest").GetString()!.Split(':')[1]);

    private static Task<JsonElement> ReadAsync(string layout, JsonElement descriptor) => JsonAsync(BlobOf(layout, descriptor));

    private static async Task<JsonElement> JsonAsync(string file)
        => JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement;

    private static async Task<string> SumAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, TestContext.Current.CancellationToken));
    }
}
