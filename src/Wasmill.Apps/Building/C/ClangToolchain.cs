using System.Globalization;
using System.Text.RegularExpressions;

namespace Wasmill.Apps.Building.C;

// Tested by: CBuilderTests
/// <summary>A clang that can build for WebAssembly.</summary>
/// <param name="Compiler">The path of the compiler.</param>
/// <param name="Version">The version of the compiler.</param>
internal sealed partial record ClangToolchain(string Compiler, Version Version)
{
    /// <summary>The target of every build.</summary>
    public const string Target = "--target=wasm32-wasi";

    // Older versions build modules that corrupt their memory (spinframework/spin#2552).
    private static readonly Version Oldest = new(15, 0, 7);

    /// <summary>
    /// Finds a toolchain: the WASI SDK if <c>WASI_SDK_PATH</c> is set; otherwise the newest complete <c>clang-N</c> on the path; otherwise
    /// <c>clang</c>.
    /// </summary>
    /// <param name="path">The folders to search, as in <c>PATH</c>.</param>
    /// <param name="sdk">The folder of the WASI SDK; null if absent.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="BuildException">No toolchain was found; the message names the missing parts and the
    /// packages that contain them.</exception>
    public static async Task<ClangToolchain> FindAsync(string path, string? sdk, CancellationToken cancellationToken)
    {
        string? problem = null;
        foreach (var compiler in Candidates(path, sdk))
        {
            var version = await ReadVersionAsync(compiler, cancellationToken);
            if (version is null || version < Oldest)
                continue;
            var missing = await FindMissingAsync(compiler, version.Major, cancellationToken);
            if (missing.Count == 0)
                return new ClangToolchain(compiler, version);
            problem ??= $"{compiler} cannot build for WebAssembly without {string.Join(" and ", missing.Select(piece => piece.What))}. "
                + $"On Debian and Ubuntu: apt-get install {string.Join(' ', missing.Select(piece => piece.Package))}";
        }

        throw new BuildException(problem
            ?? $"C is built with clang {Oldest} or newer, which is not installed. On Debian and Ubuntu: apt-get install clang-19 lld-19 "
                + "libclang-rt-19-dev-wasm32 wasi-libc");
    }

    private static IEnumerable<string> Candidates(string path, string? sdk)
    {
        if (sdk is not null)
            yield return System.IO.Path.Combine(sdk, "bin", "clang");
        var folders = path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Directory.Exists).ToList();
        var numbered = folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "clang-*"))
            .Select(file => (File: file, Match: NumberedPattern().Match(System.IO.Path.GetFileName(file))))
            .Where(found => found.Match.Success)
            .OrderByDescending(found => int.Parse(found.Match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
        foreach (var found in numbered)
            yield return found.File;
        foreach (var file in folders.Select(folder => System.IO.Path.Combine(folder, "clang")).Where(File.Exists))
            yield return file;
    }

    private static async Task<Version?> ReadVersionAsync(string compiler, CancellationToken cancellationToken)
    {
        if (!File.Exists(compiler))
            return null;
        var run = await ToolRun.RunAsync(compiler, ["--version"], "/", cancellationToken);
        return VersionPattern().Match(run.Output) is { Success: true } match ? Version.Parse(match.Groups[1].ValueSpan) : null;
    }

    // clang prints the bare name of a file that it does not find.
    private static async Task<List<(string What, string Package)>> FindMissingAsync(
        string compiler, int major, CancellationToken cancellationToken)
    {
        var missing = new List<(string What, string Package)>();
        foreach (var (question, what, package) in ((string, string, string)[])
            [
                ("-print-prog-name=wasm-ld", "the linker wasm-ld", FormattableString.Invariant($"lld-{major}")),
                (
                    "-print-libgcc-file-name",
                    "the compiler's runtime for wasm32",
                    FormattableString.Invariant($"libclang-rt-{major}-dev-wasm32")),
                ("-print-file-name=libc.a", "the C library for WASI", "wasi-libc"),
            ])
        {
            var run = await ToolRun.RunAsync(compiler, [Target, question], "/", cancellationToken);
            if (run.ExitCode != 0 || !File.Exists(run.Output.Trim()))
                missing.Add((what, package));
        }

        return missing;
    }

    [GeneratedRegex(@"^clang-(\d{1,3})\z")]
    private static partial Regex NumberedPattern();

    [GeneratedRegex(@"clang version (\d+\.\d+\.\d+)")]
    private static partial Regex VersionPattern();
}
