using System.Diagnostics;
using Wasmill.Apps.Building.Commands;

namespace Wasmill.Apps.Tests.Building.Commands;

public sealed class MissingToolTests
{
    [Theory]
    [InlineData("cargo build --target wasm32-wasip1", "; cargo is missing: install Rust, and \"rustup target add wasm32-wasip1\"")]
    [InlineData("GOOS=wasip1 GOARCH=wasm go build .", "; go is missing: install Go 1.21 or newer")]
    [InlineData("npx build", "; npx is missing: install Node.js")]
    [InlineData("make", "; the shell found no such command (wasmill itself knows")]
    public void A_program_that_is_not_found_is_named(string command, string hint)
        => Assert.StartsWith(hint, MissingTool.Explain(command, isNotFound: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("make")]
    [InlineData("go build .")]
    [InlineData("cargo build")]
    public void Of_a_program_that_failed_nothing_is_known(string command)
        => Assert.Equal("", MissingTool.Explain(command, isNotFound: false));

    [Fact]
    public void Rusts_missing_library_is_named()
    {
        var folder = LibraryFolder();
        Assert.SkipWhen(folder is null, "rustc is not installed");
        Assert.Equal(
            Directory.Exists(folder) ? "" : "; Rust's standard library for wasm32-wasip1 is missing: \"rustup target add wasm32-wasip1\"",
            MissingTool.Explain("cargo build --target wasm32-wasip1 --release", isNotFound: false));
    }

    private static string? LibraryFolder()
    {
        try
        {
            using var rustc = Process.Start(new ProcessStartInfo("rustc", ["--print", "target-libdir", "--target", "wasm32-wasip1"])
            {
                RedirectStandardOutput = true,
            })!;
            var folder = rustc.StandardOutput.ReadToEnd().Trim();
            rustc.WaitForExit();
            return rustc.ExitCode == 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
