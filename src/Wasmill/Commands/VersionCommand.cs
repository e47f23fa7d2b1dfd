using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Wasmill.CommandLine;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary><c>wasmill version</c>.</summary>
internal sealed class VersionCommand : WasmillCommand
{
    public VersionCommand(ITerminal terminal) : base(terminal, "version", "Print the version of wasmill and of the parts it carries")
    {
    }

    public override IReadOnlyList<string> Examples => ["wasmill version"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "macos" : "windows";
        Terminal.Out.WriteLine("CLI:");
        Terminal.Out.WriteLine($" Version:  {version}");
        Terminal.Out.WriteLine($" OS/Arch:  {system}/{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}");
        Terminal.Out.WriteLine($" .NET:     {Environment.Version}");
        return Task.FromResult(ExitCodes.Success);
    }
}
