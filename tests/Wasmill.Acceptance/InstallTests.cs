using System.Diagnostics;

namespace Wasmill.Acceptance;

public sealed class InstallTests
{
    [Fact]
    public async Task The_packed_tool_installs_into_an_empty_folder_and_its_demo_ends_well()
    {
        var folder = Directory.CreateTempSubdirectory("wasmill-install-").FullName;
        try
        {
            await RunAsync(
                folder, "dotnet", "pack", Path.Combine(Repository.Root, "src", "Wasmill"), "-c", "Release", "-o",
                Path.Combine(folder, "package"));
            var package = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Path.Combine(folder, "package"), "*.nupkg")));
            var version = package["wasmill.".Length..];
            await RunAsync(
                folder, "dotnet", "tool", "install", "wasmill", "--version", version, "--tool-path", Path.Combine(folder, "bin"),
                "--add-source", Path.Combine(folder, "package"), "--no-cache");
            var output = await RunAsync(folder, Path.Combine(folder, "bin", "wasmill"), "demo");
            Assert.Contains("Both events arrived both times", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WASMILL_CACHE"] = Tool.SharedCache;
        start.Environment["WASMILL_HOME"] = Path.Combine(folder, "home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(
            process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{output}\n{await error}");
        return output;
    }
}
