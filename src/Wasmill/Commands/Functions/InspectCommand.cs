using System.CommandLine;
using Wasmill.Apps;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Inspecting;
using Wasmill.Errors;
using Wasmill.Functions;
using Wasmill.Functions.Inspection;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill inspect</c>: describes a WebAssembly file without running it.</summary>
internal sealed class InspectCommand : WasmillCommand
{
    private readonly Argument<string?> _from = new("from")
    {
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "FILE",
        Description = "a .wasm file, or an app's folder or spin.toml to show all its modules (default: this folder)",
    };
    private readonly Option<bool> _offline = SharedOptions.OfflineOption();
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public InspectCommand(CommandContext context)
        : base(context, "inspect", "Show what a module is: its ABI, imports, exports, size and memory")
    {
        Add(_from);
        Add(_offline);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill inspect app.wasm", "wasmill inspect app.wasm -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var app = AppCommands.Locate(parsed.GetValue(_from));
        var wrong = app.Components.SelectMany(component => Explain(app, component)).ToList();
        if (wrong.Count > 0)
            throw new UserErrorException(new ManifestException(wrong).Message);
        var rows = new List<ModuleRow>();
        var modules = AppCommands.OpenModules(Context, parsed.GetValue(_offline));
        foreach (var component in app.Components.DistinctBy(
            component => AppModules.KeyOf(app, component), StringComparer.Ordinal))
            rows.Add(ModuleRow.Of(
                AppModules.NameOf(app, component),
                await InspectAsync(app, component, modules, cancellationToken),
                ModuleTrigger.Of(app, component)));

        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, [.. rows], FunctionsJson.Default.ModuleRowArray);
        else
            rows.ForEach(row => ModuleText.Write(Terminal, row));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<ManifestError> Explain(AppModel app, ComponentModel component)
        => component is { Source.Length: 0, Remote: null } ? component.Unsupported
            : AppModules.Explain(app, component) is { } error ? [error]
            : [];

    private static async Task<ModuleReport> InspectAsync(
        AppModel app, ComponentModel component, ModuleFetcher modules, CancellationToken cancellationToken)
    {
        try
        {
            var module = await AppModules.ReadAsync(app, component, modules, cancellationToken);
            return ModuleInspector.Inspect(module, AppModules.NameOf(app, component));
        }
        catch (Exception error) when (error is FunctionLoadException or FetchException)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
