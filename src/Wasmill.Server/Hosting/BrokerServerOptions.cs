using System.Net.Sockets;
using Wasmill.Apps.Serving;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log.Settings;
using Wasmill.Client.Home;
using Wasmill.Connectors;
using Wasmill.Flows.Components;
using Wasmill.Functions.Hosting;
using Wasmill.Server.Supervision;
using Wasmill.Web;

namespace Wasmill.Server.Hosting;

// Tested by: BrokerStartTests
/// <summary>Options of a broker's process.</summary>
public sealed record BrokerServerOptions
{
    /// <summary>The broker's folder; it exists.</summary>
    public required BrokerFolder Folder { get; init; }

    /// <summary>The broker's settings; null for those in the folder.</summary>
    public BrokerSettings? Settings { get; init; }

    /// <summary>The folder of compiled functions.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Identifies this run of the process.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Receives every line of the log too; null in the background.</summary>
    public TextWriter? Echo { get; init; }

    /// <summary>Timeout for attempts in flight after a stop is requested.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Limits of the memory engine, if the broker uses it.</summary>
    public MemoryEngineOptions Memory { get; init; } = new();

    /// <summary>Limits of the log engine, if the broker uses it.</summary>
    public LogEngineOptions Log { get; init; } = new();

    /// <summary>
    /// Limits for requests of producers. <see cref="WebServerLimits.BodyBytes"/> is also the largest event or batch after
    /// decompression; the CloudEvents specification requires at least 64 KiB.
    /// </summary>
    /// <value>Default 1 MiB of body, 32 KiB of headers, and the defaults of the type.</value>
    public WebServerLimits Http { get; init; } = new();

    /// <summary>Creates the kinds of component that the flow may have, from the function host.</summary>
    /// <value>Default: the kinds that come with Wasmill.</value>
    public Func<FunctionHost, ComponentKinds> Kinds { get; init; } = BuiltInKinds.Create;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The service manager that started the process.</summary>
    /// <value>Default: none.</value>
    public ServiceEnvironment Service { get; init; } = ServiceEnvironment.None;

    /// <summary>The socket that already listens on the address of the settings; null to open one. The broker closes it.</summary>
    public Socket? Socket { get; init; }

    /// <summary>What the signal SIGHUP means.</summary>
    /// <value>Default: the system's default.</value>
    public HangUpAction HangUp { get; init; }

    /// <summary>Receives the URL when the broker is serving.</summary>
    public Action<string> Ready { get; init; } = static _ => { };
}
