using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Wasmill.Browser.Tests;

/// <summary>The committed page is built from the committed sources.</summary>
public sealed class PageBuildTests
{
    private static readonly string Console = Checkout.Path("src", "console");

    [Fact]
    public async Task The_committed_page_names_the_digest_of_its_sources()
    {
        var sources = Directory.EnumerateFiles(Console)
            .Concat(Directory.EnumerateFiles(Path.Combine(Console, "display"), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Console, "page"), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Console, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        var sums = new StringBuilder();
        foreach (var path in sources)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Console, path), TestContext.Current.CancellationToken);
            sums.Append(Convert.ToHexStringLower(SHA256.HashData(bytes))).Append("  ").Append(path).Append('\n');
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums.ToString())));
        var script = await File.ReadAllTextAsync(
            Checkout.Path("src", "Wasmill.Server", "Display", "Page", "display.js"), TestContext.Current.CancellationToken);
        Assert.True(
            script.StartsWith($"// Built by src/console/build from sources with the digest {digest}.", StringComparison.Ordinal),
            "the committed page is not that of the sources in src/console; run src/console/build and commit the result");
    }

    [Fact]
    public async Task The_committed_page_is_what_its_sources_give()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/npm") || File.Exists("/usr/local/bin/npm"), "npm is not installed");
        using var build = Process.Start(new ProcessStartInfo(Path.Combine(Console, "build"), "--check")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (
            build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            build.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        // npm's own failure, for example without a network, says nothing about the page.
        Assert.SkipWhen((await error).Contains("npm error", StringComparison.Ordinal), $"npm could not install the bundler: {await error}");
        Assert.True(build.ExitCode == 0, await output + await error);
    }
}
