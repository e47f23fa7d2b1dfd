using System.CommandLine;
using System.Text;
using Wasmill.Apps;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Invoking;
using Wasmill.Connectors.Functions;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Events.Json;
using Wasmill.Filtering;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.Variables;
using Wasmill.Functions.Hosting;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill invoke</c>: runs one event through a function, without any broker, exactly as a function target would.</summary>
internal sealed class InvokeCommand : WasmillCommand
{
    private readonly Argument<string?> _from = new("from")
    {
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "FUNCTION",
        Description = "a .wasm file, an app's folder, or its spin.toml (default: this folder or a parent)",
    };
    private readonly Option<string> _event = new("--event")
    {
        HelpName = "FILE",
        Description = "a file with an event in the CloudEvents JSON format; - reads standard input",
        Required = true,
    };
    private readonly Option<string> _path = new("--path")
    {
        Description = "the path to post the event to",
        DefaultValueFactory = _ => "/",
    };
    private readonly Option<int> _repeat = new("--repeat")
    {
        HelpName = "N",
        Description = "run the function this many times in sequence and show the times",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string?> _replyType = new("--reply-type", "--replyType")
    {
        HelpName = "text",
        Description = "convert a plain JSON answer to an event of this type",
    };
    private readonly Option<string?> _replySource = new("--reply-source", "--replySource")
    {
        HelpName = "text",
        Description = "the source of that event (default: /targets/NAME)",
    };
    private readonly Option<string[]> _variables = new("--variable")
    {
        HelpName = "KEY=VALUE",
        Description = "a value of the app's variable: KEY=VALUE, KEY=@FILE, @FILE.json or @FILE.toml; may be repeated",
    };
    private readonly Option<bool> _offline = SharedOptions.OfflineOption();
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public InvokeCommand(CommandContext context) : base(context, "invoke", "Run one event through a function, without a broker")
    {
        Add(_from);
        foreach (var option in (Option[])[_event, _path, _repeat, _replyType, _replySource, _variables, _offline, _output])
            Add(option);
    }

    public override IReadOnlyList<string> Examples => [
        "wasmill invoke app.wasm --event event.json",
        "wasmill invoke ./wowow --event - < event.json",
        "wasmill invoke --event event.json --repeat 1000",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repeat = parsed.GetValue(_repeat);
        if (repeat is < 1 or > Invocation.MostRuns)
            throw new UserErrorException($"--repeat must be 1 to {Invocation.MostRuns}, not {repeat}", ExitCodes.Usage);
        var app = AppCommands.Locate(parsed.GetValue(_from));
        AppCommands.WarnOfStaleModules(app, "run \"wasmill build\"", Terminal);
        AppCommands.Warn(app, Terminal);
        var exchange = ReadExchange(parsed, app.Name);
        var one = await ReadEventAsync(parsed.GetValue(_event)!, cancellationToken);

        await using var host = AppCommands.OpenHost(Context);
        await using var runtime = await LoadAsync(app, host, parsed, cancellationToken);
        var invocation = await ShowProgressAsync(
            parsed, $"Running the function{(repeat == 1 ? "" : $" {Counted.Of(repeat, "time")}")}",
            Invocation.RunAsync(runtime, exchange, one, repeat, Context.Time, cancellationToken));
        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, InvocationRow.Of(invocation), FunctionsJson.Default.InvocationRow);
        else
            InvocationText.Write(Terminal, invocation);
        return invocation.Succeeded ? ExitCodes.Success : ExitCodes.Failure;
    }

    private FunctionExchange ReadExchange(ParseResult parsed, string name)
    {
        var (path, type, source) = (parsed.GetValue(_path)!, parsed.GetValue(_replyType), parsed.GetValue(_replySource));
        if (!path.StartsWith('/'))
            throw new UserErrorException($"\"{path}\" is not a valid --path; use one that begins with /", ExitCodes.Usage);
        if (type is null && source is not null)
            throw new UserErrorException("--reply-source has no effect without --reply-type; add --reply-type", ExitCodes.Usage);
        var rule = type is null ? null : new ReplyRule(type, source ?? $"/targets/{name}");
        return rule?.Explain() is { } reason ? throw new UserErrorException(reason, ExitCodes.Usage) : new FunctionExchange(path, rule);
    }

    private async Task<CloudEvent> ReadEventAsync(string file, CancellationToken cancellationToken)
    {
        var text = await InputFile.ReadTextAsync(Terminal, file, "the event", cancellationToken);
        return JsonEventFormat.Parse(Encoding.UTF8.GetBytes(text), isReply: false, out var one) is { } error
            ? throw new UserErrorException(
                $"{(file == "-" ? "standard input" : file)} is not a valid event in the CloudEvents JSON format: {error.Message}",
                ExitCodes.Usage)
            : one!;
    }

    private async Task<AppRuntime> LoadAsync(AppModel app, FunctionHost host, ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var given = new VariableSourcesConfig { Given = VariableArguments.Read(parsed.GetValue(_variables) ?? [], app) };
            var modules = AppCommands.OpenModules(Context, parsed.GetValue(_offline));
            var settings = AppSettings.Default with { Variables = given, Time = Context.Time, Modules = modules };
            return await AppRuntime.LoadAsync(app, host, settings, cancellationToken);
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
