using System.CommandLine;
using Wasmill.Apps;
using Wasmill.CommandLine;
using Wasmill.Functions;
using Wasmill.Functions.Inspection;
using Wasmill.Inspecting;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary><c>wasmill inspect</c>: shows what a WebAssembly file is, without running it.</summary>
internal sealed class InspectCommand : WasmillCommand
{
    private readonly Argument<string?> _from = new("from") { Arity = ArgumentArity.ZeroOrOne, HelpName = "FILE", Description = "a .wasm file, or an app's folder or spin.toml, whose modules are all shown; this folder when it is not given" };
    private readonly Option<string> _output = Shared.OutputOption();

    public InspectCommand(ITerminal terminal) : base(terminal, "inspect", "Show what a module is: its ABI, imports, exports, size and memory")
    {
        Add(_from);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill inspect app.wasm", "wasmill inspect app.wasm -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var app = AppCommands.Locate(parsed.GetValue(_from));
        if (app.Components.FirstOrDefault(component => component.Source.Length == 0) is { } elsewhere)
            throw new UserErrorException(string.Join('\n', elsewhere.Unsupported));
        var rows = new List<ModuleRow>();
        foreach (var path in app.Components.Select(component => AppRuntime.ModulePath(app, component)).Distinct(StringComparer.Ordinal))
            rows.Add(ModuleRow.Of(path, await InspectAsync(path, cancellationToken)));

        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, [.. rows], CliJson.Default.ModuleRowArray);
        else
            rows.ForEach(row => ModuleText.Write(Terminal, row));
        return ExitCodes.Success;
    }

    private static async Task<ModuleReport> InspectAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"{path} does not exist; run \"wasmill build\" first");
        try
        {
            return ModuleInspector.Inspect(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (FunctionLoadException error)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
