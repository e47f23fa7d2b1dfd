using Wasmill.Apps.Serving;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log.Settings;
using Wasmill.Client.Home;
using Wasmill.Connectors;
using Wasmill.Flows.Components;
using Wasmill.Functions.Hosting;
using Wasmill.Web;

namespace Wasmill.Server.Hosting;

// Tested by: BrokerStartTests
/// <summary>How a broker's process serves.</summary>
public sealed record BrokerServerOptions
{
    /// <summary>The broker's folder; it exists.</summary>
    public required BrokerFolder Folder { get; init; }

    /// <summary>Its settings; null for those in the folder.</summary>
    public BrokerSettings? Settings { get; init; }

    /// <summary>Where compiled functions are kept.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Names this run of the process.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets every line of the log as well; null in the background.</summary>
    public TextWriter? Echo { get; init; }

    /// <summary>How long attempts in flight may go on after a stop was asked for.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bounds of the memory engine, when the broker has that one.</summary>
    public MemoryEngineOptions Memory { get; init; } = new();

    /// <summary>Bounds of the log, when the broker has that one.</summary>
    public LogEngineOptions Log { get; init; } = new();

    /// <summary>
    /// What the broker takes from a producer. <see cref="WebServerLimits.BodyBytes"/> is also the largest event or batch once it is
    /// decompressed; the CloudEvents specification asks for at least 64 KiB.
    /// </summary>
    /// <value>Default 1 MiB, 32 KiB of headers, and what else stands there.</value>
    public WebServerLimits Http { get; init; } = new();

    /// <summary>Makes the kinds of component that the flow may have, over the host for functions.</summary>
    /// <value>Default: the kinds that come with Wasmill.</value>
    public Func<FunctionHost, ComponentKinds> Kinds { get; init; } = BuiltInKinds.Create;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told the URL once the broker serves.</summary>
    public Action<string> Ready { get; init; } = static _ => { };
}
