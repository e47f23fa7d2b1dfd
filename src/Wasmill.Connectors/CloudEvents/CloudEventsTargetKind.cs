using Wasmill.Broker.Targets;
using Wasmill.Events.Http;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Connectors.CloudEvents;

/// <summary><c>CloudEventsTarget</c>: sends events to an HTTP endpoint, and takes its answers as replies.</summary>
public sealed class CloudEventsTargetKind : ITargetKind
{
    /// <inheritdoc />
    public string CommandName => "cloudevents";

    /// <inheritdoc />
    public string ApiVersion => "targets.triggermesh.io/v1alpha1";

    /// <inheritdoc />
    public string Kind => "CloudEventsTarget";

    /// <inheritdoc />
    public string Description => "an HTTP endpoint that takes CloudEvents; events in its answers go back to the broker";

    /// <inheritdoc />
    public IReadOnlyList<SpecKey> Keys { get; } =
    [
        new("endpoint", "where events are sent, such as http://localhost:3000", IsRequired: true),
        new("path", "a path that is added to the endpoint"),
        new("mode", "binary (default) or structured"),
        new("credentials.basicAuth.username", "user name for basic authentication"),
        new("credentials.basicAuth.password", "password for basic authentication"),
    ];

    /// <inheritdoc />
    public IEnumerable<(string Key, string Message)> Validate(TargetConfig config)
    {
        if (config.Spec.TryGetValue("endpoint", out var endpoint) && Endpoint.Parse(endpoint, null) is null)
            yield return ("endpoint", $"\"{endpoint}\" is not an http or https address such as http://localhost:3000");
        if (config.Spec.TryGetValue("mode", out var mode) && mode is not ("binary" or "structured"))
            yield return ("mode", $"the mode must be binary or structured, not \"{mode}\"");
    }

    /// <inheritdoc />
    public async ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken)
    {
        var endpoint = Endpoint.Parse(config.Spec["endpoint"], config.Spec.GetValueOrDefault("path"))!;
        var (address, note) = await Endpoint.ResolveAsync(endpoint, cancellationToken);
        if (note is not null)
            environment.Log(config.Name, note);
        var mode = config.Spec.GetValueOrDefault("mode") == "structured" ? ContentMode.Structured : ContentMode.Binary;
        var user = config.Spec.GetValueOrDefault("credentials.basicAuth.username");
        return new CloudEventsTarget(address, mode, user is null ? null : $"{user}:{config.Spec.GetValueOrDefault("credentials.basicAuth.password")}");
    }
}
