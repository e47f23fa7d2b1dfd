using Wasmill.Apps.Manifests;
using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Functions;

namespace Wasmill.Connectors.Functions;

/// <summary><c>FunctionTarget</c>: a WebAssembly function inside the broker's process, a fresh sandbox for every event.</summary>
/// <param name="host">Runs the functions.</param>
public sealed class FunctionTargetKind(IFunctionHost host) : ITargetKind
{
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
    ];

    /// <inheritdoc />
    public IEnumerable<(string Key, string Message)> Validate(TargetConfig config)
    {
        if (config.Spec.TryGetValue("path", out var path) && !path.StartsWith('/'))
            yield return ("path", $"the path must begin with /, not \"{path}\"");
    }

    /// <inheritdoc />
    public async ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken)
    {
        var from = Path.GetFullPath(Path.Combine(environment.BaseFolder, config.Spec["from"]));
        try
        {
            return await FunctionTarget.CreateAsync(config.Name, from, config.Spec.GetValueOrDefault("path") ?? "/", host, environment, cancellationToken);
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or IOException)
        {
            throw new FlowException($"{Kind} {config.Name}: {error.Message}", error);
        }
    }
}
