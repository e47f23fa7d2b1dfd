using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The Debian package: as lintian sees it, and installed on a machine that has nothing but Debian.</summary>
public sealed partial class DebianPackageTests(FreshDebian debian) : IClassFixture<FreshDebian>
{
    private const double DemoSeconds = 3;
    // Starts the service as a person would, and turns the machine off.
    private const string Check = """
        #!/bin/bash
        exec >/check.log 2>&1
        status() { systemctl --no-pager show wasmill@orders -p ActiveState -p StatusText; }
        w() { setpriv --reuid=wasmill --regid=wasmill --clear-groups env WASMILL_HOME=/var/lib/wasmill/orders wasmill "$@"; }
        systemctl start wasmill@orders; echo "start: $?"; status
        w send-event --eventType a --wait --timeout 60 '{}'; echo "delivered: $?"
        echo 'kind: nonsense' >/etc/wasmill/orders/z.yaml
        systemctl reload wasmill@orders; echo "bad reload: $?"; sleep 1; status
        rm /etc/wasmill/orders/z.yaml
        systemctl reload wasmill@orders; echo "reload: $?"
        systemctl stop wasmill@orders; echo "stop: $?"
        systemctl --no-pager show wasmill@orders -p Result -p ExecMainStatus
        systemctl start wasmill@orders.socket wasmill@orders; echo "with a socket: $?"; status
        journalctl --no-pager -o short -u wasmill@orders -p err
        poweroff -f

        """;

    private const string CheckUnit = """
        [Service]
        Type=oneshot
        ExecStart=/check.sh
        TimeoutStartSec=300
        [Install]
        WantedBy=multi-user.target

        """;

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
        var root = await debian.CopyAsync();
        await MakeAsync(Path.Combine(root, "wasmill.deb"));

        var output = await Script.RunAsync("unshare", "-m", "--fork", "--pid", "sh", "-c", $$"""
            set -eu
            cd {{root}}
            mount -t proc proc proc
            mount --rbind /dev dev
            mount -t tmpfs tmpfs run
            chroot . sh -c 'test ! -e /usr/share/dotnet && ! command -v dotnet'
            export DEBIAN_FRONTEND=noninteractive
            chroot . apt-get install -qq -y --no-install-recommends ./wasmill.deb
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

    [Fact]
    public async Task Its_service_runs_under_systemd()
    {
        var root = await debian.CopyAsync();
        Script.Require("systemd-nspawn");
        await MakeAsync(Path.Combine(root, "wasmill.deb"));
        await Script.RunAsync("chroot", root, "dpkg", "--install", "/wasmill.deb");
        var folder = TestApp.Of("answer", "event").WriteTo(Path.Combine(root, "etc", "wasmill", "orders", "app"));
        await Script.RunAsync("chmod", "-R", "a+rX", folder);
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "wasmill", "orders", "flow.yaml"), Services.ServiceFlow.OfFunction,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root, "check.sh"), Check, TestContext.Current.CancellationToken);
        await Script.RunAsync("chmod", "755", Path.Combine(root, "check.sh"));
        await File.WriteAllTextAsync(
            Path.Combine(root, "etc", "systemd", "system", "check.service"), CheckUnit, TestContext.Current.CancellationToken);
        await Script.RunAsync("chroot", root, "systemctl", "enable", "check.service");

        var (_, boot) = await Script.TryAsync(
            "timeout", "300", "systemd-nspawn", "--register=no", "--keep-unit", "--private-network", "--boot", "-D", root);
        var log = Path.Combine(root, "check.log");
        Assert.SkipUnless(File.Exists(log), $"systemd does not start in a container here: {boot.Split('\n').LastOrDefault()}");
        var output = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        Assert.Contains("start: 0\nStatusText=serving at http://localhost:8080\nActiveState=active\n", output, StringComparison.Ordinal);
        Assert.Contains("delivered: 0\n", output, StringComparison.Ordinal);
        Assert.Contains("StatusText=serving at http://localhost:8080; the last reload was refused: ", output, StringComparison.Ordinal);
        Assert.Contains("\nreload: 0\n", output, StringComparison.Ordinal);
        Assert.Contains("stop: 0\nResult=success\nExecMainStatus=0\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "with a socket: 0\nStatusText=serving at http://localhost:8080\nActiveState=active\n", output, StringComparison.Ordinal);
        // The journal has the severity: the refused reload is an error, and nothing else is.
        Assert.Contains("flow | error: the reload is refused", output, StringComparison.Ordinal);
    }

    private static async Task<string> MakeAsync(string file)
    {
        await Script.RunAsync(Script.Of("debian", "build"), Script.NativeFolder(), "1.2.3", FreshDebian.Architecture, file);
        return file;
    }

    private static Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

    // E: and W: at the beginning; what is explained in the overrides file is not shown.
    [GeneratedRegex("^[EW]: ")]
    private static partial Regex Finding();

    [GeneratedRegex("seconds: ([0-9]+) ms")]
    private static partial Regex Seconds();
}
