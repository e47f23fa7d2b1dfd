using System.Diagnostics;

namespace Wasmill.Acceptance;

/// <summary>The script <c>wasmill</c> of a checkout that root owns, as another user runs it. The folder's name has a blank.</summary>
public sealed class CheckoutTests : IDisposable
{
    private const string Nobody = "65534";
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-checkout-").FullName;

    private string Checkout => Path.Combine(_folder, "check out");

    private string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Another_user_runs_the_build_that_is_there()
    {
        await CopyAsync();
        var build = Path.GetDirectoryName(Repository.ToolAssembly)!;
        Assert.SkipUnless(File.Exists(Path.Combine(build, ".complete")), "the tool under test was not built by ./wasmill");
        await RunAsync("mkdir", Path.Combine(Checkout, ".build"));
        await RunAsync("cp", "-al", build, Path.Combine(Checkout, ".build", Path.GetFileName(build)));

        Assert.Contains(
            "Version:", await RunAsOtherAsync(Environment.GetEnvironmentVariable("PATH")!, "version"), StringComparison.Ordinal);

        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public async Task Another_user_builds_in_the_cache_when_there_is_no_build()
    {
        await CopyAsync();
        // Stands in for the compiler: it creates the output folder, which is the last argument but one.
        var programs = Directory.CreateDirectory(Path.Combine(_folder, "programs")).FullName;
        var compiler = Path.Combine(programs, "dotnet");
        await File.WriteAllTextAsync(compiler, """
            #!/bin/bash
            [ "$1" = publish ] || exit 0
            while [ "$1" != -o ]; do shift; done
            mkdir "$2" && touch "$2/wasmill.dll"
            """, TestContext.Current.CancellationToken);
        await RunAsync("chmod", "-R", "a+rX,a+x", programs);

        var output = await RunAsOtherAsync($"{programs}:{Environment.GetEnvironmentVariable("PATH")}", "--build-only");

        var build = output.Trim();
        Assert.StartsWith(Path.Combine(Cache, "wasmill", "builds"), build, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(build, ".complete")));
        Assert.Equal(build, (await RunAsOtherAsync($"{programs}:{Environment.GetEnvironmentVariable("PATH")}", "--build-only")).Trim());
    }

    // Hard links: a build is a hundred megabytes.
    private async Task CopyAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root" && OperatingSystem.IsLinux(), "only root can run a command as another user");
        Directory.CreateDirectory(Checkout);
        foreach (var name in (string[])[
            "src", "templates", "guests", "Directory.Build.props", "Directory.Packages.props", "global.json", "wasmill",
        ])
            await RunAsync("cp", "-al", Path.Combine(Repository.Root, name), Checkout);
        // Whatever the umask of the test run is.
        await RunAsync("chmod", "755", Checkout);
        await RunAsync("chmod", "a+rwx", _folder);
    }

    private Task<string> RunAsOtherAsync(string path, string argument)
        => RunAsync(
            "setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "env", $"PATH={path}", $"XDG_CACHE_HOME={Cache}",
            $"HOME={_folder}", Path.Combine(Checkout, "wasmill"), argument);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(
            process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{output}\n{await error}");
        return output;
    }
}
