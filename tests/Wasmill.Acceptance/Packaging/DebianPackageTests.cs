using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The Debian package: as lintian sees it, and installed on a machine that has nothing but Debian.</summary>
public sealed partial class DebianPackageTests
{
    private const double DemoSeconds = 3;
    private static readonly string Architecture = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? "amd64"
        : "arm64";

    [Fact]
    public async Task Two_packages_are_the_same_and_lintian_finds_nothing_that_is_not_explained()
    {
        Script.Require("dpkg-deb");
        using var folder = new TemporaryFolder();
        var (package, again) = (await MakeAsync(folder.Path("wasmill_1.2.3_amd64.deb")), await MakeAsync(folder.Path("again.deb")));
        Assert.Equal(SHA256.HashData(await ReadAsync(package)), SHA256.HashData(await ReadAsync(again)));
        Script.Require("lintian");
        var (_, findings) = await Script.TryAsync("lintian", "--allow-root", "--fail-on=none", package);
        // Without the commands that write them there are no manual pages.
        var hasPages = Directory.Exists(Path.Combine(Script.NativeFolder(), "share", "man"));
        Assert.DoesNotContain(
            findings.Split('\n'),
            line => Finding().IsMatch(line) && (hasPages || !line.Contains("no-manual-page", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task On_a_fresh_Debian_it_installs_and_the_demo_ends_well()
    {
        Script.NativeFolder();
        Script.Require("debootstrap");
        Assert.SkipUnless(Namespaces.CanMount(), "needs the right to mount, which root has");
        using var folder = new TemporaryFolder();
        var root = folder.Path("root");
        var (made, said) = await Script.TryAsync("debootstrap", "--variant=minbase", "bookworm", root);
        Assert.SkipUnless(made == 0, $"debootstrap cannot run: {said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()}");
        await MakeAsync(folder.Path("root", "wasmill.deb"));

        var output = await Script.RunAsync("unshare", "-m", "--fork", "--pid", "sh", "-c", $$"""
            set -eu
            cd {{root}}
            mount -t proc proc proc
            mount --rbind /dev dev
            mount -t tmpfs tmpfs run
            chroot . sh -c 'test ! -e /usr/share/dotnet && ! command -v dotnet'
            # The installer of Debian writes it, debootstrap does not.
            printf '127.0.0.1 localhost\n::1 localhost\n' >etc/hosts
            cp /etc/resolv.conf etc/ 2>/dev/null || true
            export DEBIAN_FRONTEND=noninteractive
            chroot . apt-get install -qq -y --no-install-recommends ./wasmill.deb
            chroot . apt-get install -qq -y --no-install-recommends man-db bash-completion || echo "no man-db"
            chroot . useradd --create-home somebody
            as() { chroot --userspec=somebody:somebody . env HOME=/home/somebody PATH=/usr/bin:/bin "$@"; }
            as wasmill version
            began=$(date +%s%N)
            as wasmill demo
            echo "seconds: $(( ($(date +%s%N) - began) / 1000000 )) ms"
            if [ -e usr/share/man/man1/wasmill.1.gz ]; then
              as man wasmill | head -n 3
              as bash -ic '. /usr/share/bash-completion/bash_completion; _completion_loader wasmill; complete -p wasmill'
            fi
            chroot . dpkg --verify wasmill
            chroot . apt-get purge -qq -y wasmill
            test ! -e usr/lib/wasmill
            """);
        Assert.Contains("Both events arrived both times", output, StringComparison.Ordinal);
        var demo = double.Parse(Seconds().Match(output).Groups[1].Value, CultureInfo.InvariantCulture) / 1000;
        TestContext.Current.SendDiagnosticMessage($"wasmill demo took {demo:0.00} s after apt install");
        Assert.InRange(demo, 0, DemoSeconds);
    }

    private static async Task<string> MakeAsync(string file)
    {
        await Script.RunAsync(Script.Of("debian", "build"), Script.NativeFolder(), "1.2.3", Architecture, file);
        return file;
    }

    private static Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

    // E: and W: at the beginning; what is explained in the overrides file is not shown.
    [GeneratedRegex("^[EW]: ")]
    private static partial Regex Finding();

    [GeneratedRegex("seconds: ([0-9]+) ms")]
    private static partial Regex Seconds();
}
