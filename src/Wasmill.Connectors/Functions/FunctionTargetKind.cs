using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Broker.Targets;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Storage;

namespace Wasmill.Connectors.Functions;

// Tested by: FunctionTargetTests
/// <summary><c>FunctionTarget</c>: a WebAssembly function in the broker's process, with a new sandbox for every event.</summary>
/// <param name="host">Runs the functions; null where flows are only read and edited.</param>
internal sealed class FunctionTargetKind(IFunctionHost? host) : TargetKind<FunctionTargetSettings>
{
    private const string OnChange = "onChange";

    /// <inheritdoc />
    public override string CommandName => "function";

    /// <inheritdoc />
    public override string ApiVersion => "wasmill.dev/v1alpha1";

    /// <inheritdoc />
    public override string Kind => "FunctionTarget";

    /// <inheritdoc />
    public override string Description => "a WebAssembly function inside the broker's process; events in its answers go back to the broker";

    /// <inheritdoc />
    public override AnswerRule Answers => AnswerRule.Expected;

    /// <inheritdoc />
    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("from", SettingType.Path, "the app's folder, its spin.toml, or a .wasm file") { IsRequired = true },
        new("path", SettingType.Text, "the path that events are posted to") { Default = "/" },
        new("replyType", SettingType.Text, "the type of the events that are made of plain JSON answers")
        {
            Default = "plain answers are not events",
        },
        new("replySource", SettingType.Text, "the source of those events") { Default = "/targets/NAME" },
        new("build", SettingType.Choice, $"{OnChange} to build changed sources in the broker's process")
        {
            Choices = [OnChange],
            Default = "finished modules are swapped in, and nothing is built",
            Flag = new SettingFlag("watch", OnChange, "build changed sources in the broker's process"),
        },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("run an app", MapValue.Of(("from", "./wowow"))),
        new("run a module", MapValue.Of(("from", "app.wasm"))) { Name = "shout" },
        new("build changed sources", MapValue.Of(("from", "./wowow"), ("build", OnChange))),
        new("make events of plain answers", MapValue.Of(("from", "./score"), ("replyType", "order.scored"))),
    ];

    /// <summary>Builds the sources of targets with <c>build: onChange</c>.</summary>
    /// <value>Default null, where flows are only read and edited.</value>
    public FunctionHost? Builder { get; init; }

    /// <inheritdoc />
    public override string? SuggestName(SettingsReader settings)
    {
        if (settings.Text("from") is not { } from)
            return null;
        if (!File.Exists(from) && !Directory.Exists(from))
            throw new FlowException($"{from} does not exist; use the app's folder, its spin.toml, or a .wasm file");
        try
        {
            return AppLocator.Locate(from).Name;
        }
        catch (ManifestException error)
        {
            throw new FlowException(error.Message, error);
        }
    }

    /// <inheritdoc />
    protected override FunctionTargetSettings Read(SettingsReader settings)
    {
        var path = settings.Text("path") ?? "/";
        if (!path.StartsWith('/'))
            settings.Error("path", $"\"{path}\" is not a valid path; it must begin with /");
        if (settings.Has("replySource") && !settings.Has("replyType"))
            settings.Error("replySource", "replySource requires replyType, which makes events of plain answers");
        var reply = settings.Text("replyType") is { } type
            ? new ReplyRule(type, settings.Text("replySource") ?? $"/targets/{settings.Component}")
            : null;
        if (reply?.Explain() is { } reason)
            settings.Error("replyType", reason);
        return new FunctionTargetSettings(settings.Text("from") ?? "", new FunctionExchange(path, reply), settings.Has("build"));
    }

    /// <inheritdoc />
    protected override string AddressOf(FunctionTargetSettings settings) => settings.From;

    /// <inheritdoc />
    protected override async ValueTask<IEventTarget> CreateAsync(
        string name, FunctionTargetSettings settings, ComponentEnvironment environment, CancellationToken cancellationToken)
    {
        if (host is null)
            throw new InvalidOperationException("no function can run where flows are only edited");
        var from = environment.PathOf(settings.From);
        try
        {
            // Start watching before loading, so that a change in between is not missed.
            var rebuilder = settings.BuildsOnChange ? MakeRebuilder(name, from, environment) : null;
            return await FunctionTarget.CreateAsync(
                (name, from, MakeFetcher(name, environment)), settings.Exchange, host, environment, rebuilder, cancellationToken);
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or IOException)
        {
            throw new FlowException($"{Kind} {name}: {IoReason.Sentence(error)}", error);
        }
    }

    private ModuleFetcher? MakeFetcher(string name, ComponentEnvironment environment) => Builder is null
        ? null
        : new ModuleFetcher(new ModuleFetcherOptions
        {
            CacheFolder = Builder.CacheFolder,
            Time = environment.Time,
            Log = environment.Logs.CreateLogger(name),
        });

    private SourceRebuilder MakeRebuilder(string name, string from, ComponentEnvironment environment)
    {
        var builder = Builder ?? throw new InvalidOperationException("nothing can be built where flows are only edited");
        var log = environment.Logs.CreateLogger(name);
        return new SourceRebuilder(
            new SourceWatcher(() => AppLocator.Locate(from), new WatchOptions()), new AppBuilder(builder, log.BuildWrote), log.BuildWrote);
    }
}
