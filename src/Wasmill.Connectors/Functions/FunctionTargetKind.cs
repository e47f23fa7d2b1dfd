using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;

namespace Wasmill.Connectors.Functions;

/// <summary><c>FunctionTarget</c>: a WebAssembly function inside the broker's process, a fresh sandbox for every event.</summary>
/// <param name="host">Runs the functions.</param>
public sealed class FunctionTargetKind(IFunctionHost host) : ITargetKind
{
    private const string OnChange = "onChange";

    /// <inheritdoc />
    public string CommandName => "function";

    /// <inheritdoc />
    public string ApiVersion => "wasmill.dev/v1alpha1";

    /// <inheritdoc />
    public string Kind => "FunctionTarget";

    /// <inheritdoc />
    public string Description => "a WebAssembly function inside the broker's process; events in its answers go back to the broker";

    /// <inheritdoc />
    public IReadOnlyList<SpecKey> Keys { get; } =
    [
        new("from", "the app's folder, its spin.toml, or a .wasm file", IsRequired: true),
        new("path", "the path that events are posted to; / when it is not given"),
        new("replyType", "make events of this type out of plain JSON answers, which are none otherwise"),
        new("replySource", "the source of those events; /targets/NAME when it is not given"),
        new("build", "onChange to build changed sources in the broker's process; when it is not given somebody else builds, and finished modules are taken over") { Flag = new("watch", OnChange) },
    ];

    /// <summary>Builds sources for targets with <c>build: onChange</c>.</summary>
    /// <value>Default null, for where flows are edited only.</value>
    public FunctionHost? Builder { get; init; }

    /// <inheritdoc />
    public IEnumerable<(string Key, string Message)> Validate(TargetConfig config)
    {
        if (config.Spec.TryGetValue("path", out var path) && !path.StartsWith('/'))
            yield return ("path", $"the path must begin with /, not \"{path}\"");
        if (config.Spec.ContainsKey("replySource") && !config.Spec.ContainsKey("replyType"))
            yield return ("replySource", "replySource is of no use without replyType, which makes events out of plain answers");
        if (ReadReply(config)?.Explain() is { } reason)
            yield return ("replyType", reason);
        if (config.Spec.TryGetValue("build", out var build) && build != OnChange)
            yield return ("build", $"build must be {OnChange}, not \"{build}\"");
    }

    /// <inheritdoc />
    public async ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken)
    {
        var from = Path.GetFullPath(Path.Combine(environment.BaseFolder, config.Spec["from"]));
        try
        {
            var exchange = new FunctionExchange(config.Spec.GetValueOrDefault("path") ?? "/", ReadReply(config));
            // The watching begins before the loading: a change in between is not missed.
            var rebuilder = config.Spec.ContainsKey("build") ? MakeRebuilder(config.Name, from, environment) : null;
            return await FunctionTarget.CreateAsync((config.Name, from), exchange, host, environment, rebuilder, cancellationToken);
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or IOException)
        {
            throw new FlowException($"{Kind} {config.Name}: {error.Message}", error);
        }
    }

    private static ReplyRule? ReadReply(TargetConfig config)
        => config.Spec.TryGetValue("replyType", out var type) ? new ReplyRule(type, config.Spec.GetValueOrDefault("replySource") ?? $"/targets/{config.Name}") : null;

    private SourceRebuilder MakeRebuilder(string name, string from, TargetEnvironment environment)
    {
        var builder = Builder ?? throw new InvalidOperationException("a function is built where flows are only edited");
        void Say(string line) => environment.Log(name, line);
        return new SourceRebuilder(new SourceWatcher(() => AppLocator.Locate(from), new WatchOptions()), new AppBuilder(builder, Say), Say);
    }
}
