using System.CommandLine;
using Wasmill.Apps.Settings;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Serving;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill build</c>: builds an app's components, as <c>spin build</c> does.</summary>
internal sealed class BuildAppCommand : WasmillCommand
{
    private readonly AppReference _app;
    private readonly Option<string?> _profile = new("--profile")
    {
        HelpName = "NAME",
        Description = "use the components' overrides of this profile",
    };
    private readonly Option<string[]> _only = new("--component-id", "-c")
    {
        HelpName = "ID",
        Description = "build this component only; may be repeated",
    };
    private readonly Option<bool> _up = new("--up", "-u") { Description = "serve the app after the build" };

    public BuildAppCommand(CommandContext context) : base(context, "build", "Build the function in this folder")
    {
        _app = new AppReference(this);
        Add(_profile);
        Add(_only);
        Add(_up);
    }

    public override IReadOnlyList<string> Examples => ["wasmill build", "wasmill build ./wowow", "wasmill build --up"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var app = AppCommands.Locate(_app.Read(parsed), parsed.GetValue(_profile));
        await using var host = AppCommands.OpenHost(Context);
        await AppCommands.BuildAsync(app, parsed.GetValue(_only) ?? [], host, Terminal, cancellationToken);
        return parsed.GetValue(_up)
            ? await UpCommand.ServeAsync(app, MakeSettings(), host, Terminal, cancellationToken)
            : ExitCodes.Success;
    }

    private UpSettings MakeSettings()
        => new() { App = AppSettings.Default with { Modules = AppCommands.OpenModules(Context, isOffline: false) } };
}
