using Wasmill.Connectors.CloudEvents;
using Wasmill.Connectors.Cron;
using Wasmill.Connectors.Functions;
using Wasmill.Connectors.Webhook;
using Wasmill.Flows.Components;
using Wasmill.Functions.Hosting;

namespace Wasmill.Connectors;

/// <summary>The kinds of component that come with Wasmill, in the order of the help. A new kind is added here.</summary>
public static class BuiltInKinds
{
    /// <summary>All kinds, for reading and editing flows only: components cannot be created.</summary>
    public static ComponentKinds ForEditing { get; } = Create(null);

    /// <summary>Returns all kinds.</summary>
    /// <param name="functions">Runs and builds functions; null where flows are only read and edited.</param>
    public static ComponentKinds Create(FunctionHost? functions) => new(
        new CronSourceKind(),
        new PingSourceKind(),
        new WebhookSourceKind(),
        new CloudEventsTargetKind(),
        new FunctionTargetKind(functions) { Builder = functions });
}
