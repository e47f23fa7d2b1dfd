using Wasmill.Apps.Building;
using Wasmill.Apps.Building.C;
using Wasmill.Functions.Inspection;

namespace Wasmill.Apps.Tests.Building.C;

public sealed class CBuilderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-c-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_files_become_one_module_that_says_what_it_was_made_of()
    {
        Clang.SkipWithout();
        Write("a.c", "int two(void);\n__attribute__((export_name(\"handle-http-request\"))) int handle(void) { return two(); }\n");
        Write("b.c", "int two(void) { return 2; }\n");
        var result = await new CBuilder().BuildAsync(_folder, new CBuildCommand(["a.c", "b.c"], "out/app.wasm"), Cancel);
        Assert.Equal(Path.Combine(_folder, "out/app.wasm"), result.Path);

        var report = ModuleInspector.Inspect(await File.ReadAllBytesAsync(result.Path, Cancel), "app");
        Assert.Equal((ModuleKind.SpinHttp, "C"), (report.Kind, report.Build!.Language));
        Assert.Equal(["a.c", "b.c"], report.Build.Sources);
        Assert.Contains(report.Producers, producer => producer.Name.Contains("clang", StringComparison.OrdinalIgnoreCase));
        // The temporary files are gone, and only the module is there.
        Assert.Equal([result.Path], Directory.GetFiles(Path.Combine(_folder, "out")));
    }

    [Fact]
    public async Task A_compiler_error_is_shown_as_clang_wrote_it_and_the_old_module_stays()
    {
        Clang.SkipWithout();
        Write("app.c", "int handle(void) { return missing; }\n");
        Write("app.wasm", "old");
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            new CBuilder().BuildAsync(_folder, new CBuildCommand(["app.c"], "app.wasm"), Cancel));
        Assert.Contains("app.c:1:27: error: use of undeclared identifier 'missing'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("app.c cannot be compiled", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(_folder, "app.wasm"), Cancel));
    }

    [Fact]
    public async Task A_warning_is_shown_and_the_module_is_built()
    {
        Clang.SkipWithout();
        Write("app.c", "int handle(int unused) { return 1; }\n");
        var result = await new CBuilder().BuildAsync(_folder, new CBuildCommand(["app.c"], "app.wasm"), Cancel);
        Assert.Contains(result.Log, line => line.Contains("warning: unused parameter 'unused'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_link_names_the_function_that_is_missing()
    {
        Clang.SkipWithout();
        Write("app.c", "int gone(void);\n__attribute__((export_name(\"f\"))) int f(void) { return gone(); }\n");
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            new CBuilder().BuildAsync(_folder, new CBuildCommand(["app.c"], "app.wasm"), Cancel));
        Assert.Contains("undefined symbol: gone", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("app.wasm cannot be linked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            new CBuilder().BuildAsync(_folder, new CBuildCommand(["app.c"], "app.wasm"), Cancel));
        Assert.StartsWith($"{Path.Combine(_folder, "app.c")} does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_clang_the_packages_to_install_are_named()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() => ClangToolchain.FindAsync(_folder, null, Cancel));
        Assert.Equal(
            "C is built with clang 15.0.7 or newer, which is not installed. On Debian and Ubuntu: apt-get install clang-19 lld-19 "
                + "libclang-rt-19-dev-wasm32 wasi-libc",
            error.Message);
    }

    [Theory]
    [InlineData("15.0.6")]
    [InlineData("14.0.6")]
    public async Task A_clang_that_is_too_old_is_none(string version)
    {
        WriteCompiler("clang", version, "");
        Assert.StartsWith(
            "C is built with clang 15.0.7 or newer",
            (await Assert.ThrowsAsync<BuildException>(() => ClangToolchain.FindAsync(_folder, null, Cancel))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_clang_that_is_complete_is_taken_and_what_is_missing_is_named_with_its_package()
    {
        var there = Path.Combine(_folder, "there");
        Write("there", "");
        WriteCompiler("clang-16", "16.0.6", "wasm-ld");
        var error = await Assert.ThrowsAsync<BuildException>(() => ClangToolchain.FindAsync(_folder, null, Cancel));
        Assert.Equal(
            $"{Path.Combine(_folder, "clang-16")} cannot build for WebAssembly without the linker wasm-ld. "
                + "On Debian and Ubuntu: apt-get install lld-16",
            error.Message);

        WriteCompiler("clang-15", "15.0.7", there);
        Assert.Equal(
            (Path.Combine(_folder, "clang-15"), new Version(15, 0, 7)), Pair(await ClangToolchain.FindAsync(_folder, null, Cancel)));
        WriteCompiler("clang-17", "17.0.1", there);
        Assert.Equal(
            (Path.Combine(_folder, "clang-17"), new Version(17, 0, 1)), Pair(await ClangToolchain.FindAsync(_folder, null, Cancel)));
    }

    [Theory]
    [InlineData("wasmill build-c app.c -o app.wasm", "app.c", "app.wasm")]
    [InlineData("wasmill build-c 'a b.c' c.c --output x.wasm", "a b.c|c.c", "x.wasm")]
    [InlineData("wasmill build-c app.c", "app.c", "app.wasm")]
    [InlineData("wasmill build-c", null, null)]
    [InlineData("wasmill build-c app.c --verbose", null, null)]
    [InlineData("wasmill build-c app.c && true", null, null)]
    [InlineData("make", null, null)]
    public void Only_its_own_command_is_carried_out_without_the_shell(string command, string? sources, string? output)
    {
        var parsed = CBuildCommand.TryParse(command);
        Assert.Equal((sources, output), (parsed is null ? null : string.Join('|', parsed.Sources), parsed?.Output));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string, Version) Pair(ClangToolchain found) => (found.Compiler, found.Version);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    // A stand-in for an installation that this machine does not have: it answers what a clang of that version would.
    private void WriteCompiler(string name, string version, string linker)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"""
            #!/bin/sh
            case "$*" in
              --version) echo "Debian clang version {version} (1)";;
              *prog-name*) echo "{linker}";;
              *) echo "{path}";;
            esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
