using System.Diagnostics;

namespace Wasmill.Apps.Building.Commands;

// Tested by: MissingToolTests
/// <summary>What a failed build command needs and this machine does not have.</summary>
internal static class MissingTool
{
    private const string RustTarget = "wasm32-wasip1";

    /// <summary>Explains why a command that failed may have failed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isNotFound">Indicates whether the shell found no program.</param>
    /// <returns>The end of a sentence; empty if nothing is known.</returns>
    public static string Explain(string command, bool isNotFound)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Variables may stand before the program.
        var program = words.FirstOrDefault(word => !word.Contains('=', StringComparison.Ordinal));
        if (isNotFound)
            return program switch
            {
                "cargo" => "; cargo is missing: install Rust, and \"rustup target add wasm32-wasip1\"",
                "go" => "; go is missing: install Go 1.21 or newer",
                "tinygo" => "; tinygo is missing: install TinyGo",
                "npm" or "npx" or "node" => $"; {program} is missing: install Node.js",
                _ => "; the shell found no such command (wasmill itself knows \"wasmill build-py MODULE -o FILE\", "
                    + "\"wasmill build-c FILE.c -o FILE\" and \"spin py2wasm MODULE -o FILE\")",
            };
        return program == "cargo" && words.Contains(RustTarget) && !HasRustLibrary()
            ? $"; Rust's standard library for {RustTarget} is missing: \"rustup target add {RustTarget}\""
            : "";
    }

    private static bool HasRustLibrary()
    {
        try
        {
            using var rustc = Process.Start(new ProcessStartInfo("rustc", ["--print", "target-libdir", "--target", RustTarget])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            rustc.ErrorDataReceived += static (_, _) => { };
            rustc.BeginErrorReadLine();
            var folder = rustc.StandardOutput.ReadToEnd().Trim();
            rustc.WaitForExit();
            return rustc.ExitCode != 0 || Directory.Exists(folder);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without rustc nothing can be said.
            return true;
        }
    }
}
