using System.Globalization;
using System.Runtime.InteropServices;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The root directory of a Debian that has just been installed, made once for the tests of a class.</summary>
public sealed class FreshDebian : IDisposable
{
    private const string Release = "bookworm";
    private const string Packages = "systemd,systemd-sysv,man-db,bash-completion";

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _making = new(1, 1);
    private string? _refused;
    private int _copies;

    /// <summary>The machine's architecture, as Debian names it.</summary>
    public static string Architecture { get; } =
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64 ? "amd64" : "arm64";

    /// <summary>Gives a root directory of the test's own; skips the test where there can be none.</summary>
    public async Task<string> CopyAsync()
    {
        Script.NativeFolder();
        Script.Require("debootstrap");
        Assert.SkipUnless(Namespaces.CanMount(), "needs the right to mount, which root has");
        await _making.WaitAsync();
        try
        {
            var root = _folder.Path("root");
            if (!Directory.Exists(root))
            {
                var (code, said) = await Script.TryAsync("debootstrap", "--variant=minbase", $"--include={Packages}", Release, root);
                _refused = code == 0 ? null : said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
                // Debian's installer writes this file, debootstrap does not.
                if (_refused is null)
                    await File.WriteAllTextAsync(Path.Combine(root, "etc", "hosts"), "127.0.0.1 localhost\n::1 localhost\n");
            }

            Assert.SkipUnless(_refused is null, $"debootstrap cannot run: {_refused}");
            var copy = _folder.Path(string.Create(CultureInfo.InvariantCulture, $"copy{_copies++}"));
            await Script.RunAsync("cp", "--archive", root, copy);
            return copy;
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _making.Dispose();
        _folder.Dispose();
    }
}
