using System.CommandLine;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmill.Apps.Building.Python;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Functions.Hosting;
using Wasmill.Output;

namespace Wasmill.Commands.SeeItWork;

/// <summary><c>wasmill version</c>.</summary>
internal sealed class VersionCommand : WasmillCommand
{
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public VersionCommand(CommandContext context) : base(context, "version", "Print the version") => Add(_output);

    public override IReadOnlyList<string> Examples => ["wasmill version", "wasmill version -o json"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var name = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "macos" : "windows";
        var system = $"{name}/{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var parts = version.Split('+', 2);
        var row = new VersionRow(
            parts[0], parts.ElementAtOrDefault(1), RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "native", system,
            Environment.Version.ToString(), FunctionHost.WasmtimeVersion, PythonPackage.PythonVersion);
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(Terminal, row, VersionJson.Default.VersionRow);
            return Task.FromResult(ExitCodes.Success);
        }

        Terminal.Out.WriteLine("CLI:");
        Terminal.Out.WriteLine($" Version:   {row.Version}");
        Terminal.Out.WriteLine($" Commit:    {row.Commit ?? "unknown"}");
        Terminal.Out.WriteLine($" Build:     {row.Build}");
        Terminal.Out.WriteLine($" OS/Arch:   {row.System}");
        Terminal.Out.WriteLine($" .NET:      {row.Runtime}");
        Terminal.Out.WriteLine($" Wasmtime:  {row.Wasmtime}");
        Terminal.Out.WriteLine($" Python:    {row.Python} (in functions)");
        return Task.FromResult(ExitCodes.Success);
    }
}
