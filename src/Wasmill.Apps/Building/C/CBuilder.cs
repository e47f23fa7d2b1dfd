using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions.Inspection;
using Wasmill.Storage;

namespace Wasmill.Apps.Building.C;

/// <summary>Builds modules from C files with an installed clang.</summary>
public sealed class CBuilder
{
    private ClangToolchain? _toolchain;

    /// <summary>Builds a module of a folder, which no source may leave through a link.</summary>
    public Task<CBuildResult> BuildAsync(string folder, CBuildCommand command, CancellationToken cancellationToken)
        => BuildAsync(folder, command, new AppFolder(folder), cancellationToken);

    /// <summary>
    /// Builds a module: (1) find clang and the files it needs; (2) compile each file; (3) link them, and write the module beside the output
    /// and rename it.
    /// </summary>
    /// <param name="folder">The component's folder.</param>
    /// <param name="command">The command to run.</param>
    /// <param name="app">The folder of the app, which no source may leave through a link.</param>
    /// <param name="cancellationToken">Kills the compiler; the output stays unchanged.</param>
    /// <exception cref="BuildException">The build failed. If clang reported errors, the message is its output.</exception>
    public async Task<CBuildResult> BuildAsync(string folder, CBuildCommand command, AppFolder app, CancellationToken cancellationToken)
    {
        // 1
        foreach (var source in command.Sources.Where(source => !File.Exists(Path.Combine(folder, source))))
            throw new BuildException($"{Path.Combine(folder, source)} does not exist: name the C files to compile, for example \"app.c\"");
        var problems = command.Sources.Select(source => app.ExplainFile(Path.Combine(folder, source))).OfType<string>().ToList();
        if (problems.Count > 0)
            throw new BuildException([.. problems.Select(ManifestPlace.None.Error)]);
        var toolchain = _toolchain ??= await ClangToolchain.FindAsync(
            Environment.GetEnvironmentVariable("PATH") ?? "",
            Environment.GetEnvironmentVariable("WASI_SDK_PATH") is { Length: > 0 } sdk ? sdk : null,
            cancellationToken);

        var work = PrivateFiles.CreateTemporaryFolder("wasmill-c-");
        try
        {
            // 2
            var log = new List<string>();
            var objects = new List<string>();
            foreach (var source in command.Sources)
            {
                objects.Add(Path.Combine(work, FormattableString.Invariant($"{objects.Count}.o")));
                await RunAsync(
                    toolchain,
                    ["-O2", "-Wall", "-Wextra", $"-ffile-prefix-map={folder}=.", "-c", source, "-o", objects[^1]],
                    $"{source} cannot be compiled");
            }

            // 3: without -O, with which clang would also run any wasm-opt that it finds, of any version.
            var linked = Path.Combine(work, "linked.wasm");
            await RunAsync(
                toolchain,
                ["-mexec-model=reactor", "-Wl,-z,stack-size=65536", "-Wl,--stack-first", "-Wl,--strip-debug", .. objects, "-o", linked],
                $"{command.Output} cannot be linked");
            var note = new BuildNote("C", $"clang {toolchain.Version}", ModuleFile.Builder, command.Sources);
            var module = note.AppendTo(await File.ReadAllBytesAsync(linked, cancellationToken));
            var output = Path.Combine(folder, command.Output);
            ModuleFile.Write(output, module);
            return new CBuildResult(output, module.Length, log);

            async Task RunAsync(ClangToolchain clang, string[] arguments, string failure)
            {
                var run = await ToolRun.RunAsync(clang.Compiler, [ClangToolchain.Target, .. arguments], folder, cancellationToken);
                if (run.ExitCode != 0)
                    throw new BuildException($"{run.Error.TrimEnd()}\n{failure}");
                log.AddRange(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
