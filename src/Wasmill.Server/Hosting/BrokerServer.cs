using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wasmill.Broker;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.History;
using Wasmill.Broker.Sources;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Running;
using Wasmill.Functions.Hosting;
using Wasmill.Server.Admin;
using Wasmill.Server.Ingest;
using Wasmill.Server.Observing;
using Wasmill.Server.Processes;
using Wasmill.Server.Supervision;
using Wasmill.Storage;
using Wasmill.Web;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Hosting;

// Tested by: BrokerStartTests, AdminTests
/// <summary>The process of one broker: assembles the parts and serves until it is stopped.</summary>
public static class BrokerServer
{
    // Storing an event takes milliseconds; longer requests are watchers, which never end by themselves.
    private static readonly TimeSpan CloseConnections = TimeSpan.FromSeconds(1);
    // A first event that comes at once takes less, and must not share the processors with the warm-up.
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(250);
    // For commands and a scraper; both addresses together stay within the limit of open files.
    private const int AdminConnections = 64;

    /// <summary>
    /// Serves a broker:
    /// (1) remove other users' access to its folder, and lock it; (2) listen, answering 503 for now; (3) create the function host, the
    /// engine, the broker; (4) read the flow and start it; (5) open the gate; (6) announce that it is serving, also to a service manager,
    /// and reload the flow for SIGHUP; (7) wait for the stop or a disk failure; (8) take no new events, finish the attempts in flight;
    /// (9) dispose everything in reverse order.
    /// </summary>
    /// <param name="options">The broker, and its options.</param>
    /// <param name="cancellationToken">Stops the broker.</param>
    /// <exception cref="ServerException">Another process is serving this broker, or its port is in use.</exception>
    /// <exception cref="UnsafeFolderException">Its folder is a symbolic link or belongs to another user.</exception>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    /// <exception cref="DiskFailedException">The disk failed while the broker was running.</exception>
    public static async Task RunAsync(BrokerServerOptions options, CancellationToken cancellationToken)
    {
        var folder = options.Folder;

        // 1
        var opened = folder.Tighten();
        using var taken = folder.TryLock()
            ?? throw new ServerException($"the broker \"{folder.Name}\" is served by another process "
                + $"already{(folder.FindProcess() is { } other ? $" ({other.ProcessId})" : "")}");
        var settings = options.Settings ?? folder.ReadSettings();
        var format = LogFormats.Choose(settings, options.Service.LogsToJournal);
        using var processLog = new ProcessLog(
            folder.LogPath, options.Echo, format, options.Time, settings.LogFileBytes ?? ProcessLog.LargestFile);
        using var logs = new LoggerFactory([processLog]);
        var (log, failures) = (logs.CreateLogger(folder.Name), processLog.Failures);
        if (opened == 1)
            log.FileClosed(folder.Path);
        else if (opened > 1)
            log.FilesClosed(opened, folder.Path);
        using var traces = OtlpExport.StartTraces(folder.Name);
        using var manager = new ServiceNotifier(options.Service.NotifyAddress, options.Time, log);
        manager.Starting("reading the log and the flow");

        // 2
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var addresses = ServerAddresses.Of(folder, settings);
        var url = addresses.Url;
        var gate = new ServerGate();
        var publicGate = addresses.AdminListen is null ? gate : new ServerGate();
        var web = new WebServerOptions { Limits = options.Http, Log = log, Time = options.Time };
        await using var server = await ListenAsync(
            settings.Listen,
            web with { Certificate = addresses.Certificate, AllowedHosts = settings.AllowedHosts ?? [], Socket = options.Socket },
            publicGate.HandleAsync,
            cancellationToken);
        await using var adminServer = addresses.AdminListen is { } adminListen
            ? await ListenAsync(
                adminListen,
                web with { Limits = options.Http with { Connections = AdminConnections } },
                gate.HandleAsync,
                cancellationToken)
            : null;

        // 3
        await using var functions = new FunctionHost(
            new FunctionHostOptions { CacheFolder = options.CacheFolder, Log = log, Failures = failures });
        var engineSettings = settings.Engine ?? new EngineSettings();
        var provider = BuiltInEngines.Of(engineSettings, options);
        var opening = new EngineOpening(folder.LogFolder, options.Time, log, failures);
        await using var engine = BuiltInEngines.Open(provider, engineSettings, opening);
        // An engine that is not durable starts again at position 1: old positions would name other events.
        using var crashes = provider.IsDurable ? CrashGuard.Open(folder.Path, log, failures) : null;
        await using var broker = new EventBroker(engine, options.Time, log, Random.Shared.NextDouble, crashes);
        var kinds = options.Kinds(functions);
        var positions = new PositionFolder(Path.Combine(folder.StateFolder, "sources"), failures);
        await using var sources = new SourceHost(new SourceServices(broker, positions, options.Time, Random.Shared.NextDouble, logs));
        var baseFolder = settings.BaseFolder ?? Path.GetDirectoryName(settings.FlowFile) ?? folder.Path;
        var environment = new ComponentEnvironment(baseFolder, folder.StateFolder, logs, options.Time, failures);
        await using var runtime = new FlowRuntime(broker, sources, kinds, environment);

        // 4
        await using var flow = new FlowStore(folder, settings.Source, kinds, runtime, logs.CreateLogger("flow"), failures);
        await flow.StartAsync(cancellationToken);

        // 5
        var past = new EventHistory(broker, engine, broker.Journal);
        var history = new HistoryEndpoints(
            new HistoryReport(past, options.Time), new BrokerHistory(past, broker, engine, options.Time));
        var status = new StatusReport(broker, runtime, sources, kinds, url);
        var admin = new AdminEndpoints(new AdminGuard(folder.ReadToken()), broker, flow, status, history, stop.Cancel, log);
        using var meter = new ServerMeter(failures, options.Time);
        var ingest = new IngestEndpoint(broker, meter.Ingest, options.Time, options.Http.BodyBytes);
        using var sourceMeter = new SourceMeter(broker.Ingress, sources);
        var metrics = new MetricsEndpoint(meter, sourceMeter, new BrokerMeter(broker, engine, options.Time), functions.Meter);
        using var metricExport = OtlpExport.StartMetrics(folder.Name);
        using var guard = new IngestGuard(folder.Credentials, folder.ReadToken(), options.Time);
        var invitation = new PostInvitation(url);
        var targets = new TargetEndpoint(runtime, guard, invitation, options.Time, options.Http.BodyBytes);
        var routes = new BrokerRoutes(guard, ingest, invitation,
            new HttpModules([admin, targets, new SourceEndpoint(sources, guard), metrics]));
        gate.Open(routes.HandleAsync, () => HealthProblem(engine));
        if (publicGate != gate)
            publicGate.Open(routes.HandlePublicAsync, () => HealthProblem(engine));

        // 6
        await using var note = new ProcessNote(
            folder, new RunningProcess(Environment.ProcessId, addresses.LocalUrl, options.Instance), failures, options.Time);
        // Before anybody is told to send the signal.
        await using var hangUp = new HangUpSignal(options.HangUp, stop.Cancel, () => ReloadAsync(flow, url, manager, stop.Token));
        log.Serving(url);
        options.Ready(url);
        manager.Ready("serving at " + url);
        await using var watchdog = Watchdog.Start(options.Service.WatchdogTimeout, () => IsAlive(engine), manager, options.Time);
        // Exported metrics and traces would show its event.
        var sendsEvent = metricExport is null && traces is null;
        await using var warmUp = BrokerWarmUp.Start(sendsEvent ? server : null, functions, WarmUpPause, options.Time);

        // 7
        await Task.WhenAny(WaitAsync(stop.Token), engine.Failure);
        if (engine.Failure.IsCompleted)
        {
            // No drain: a delivery could no longer be recorded.
            manager.Stopping("the disk has failed");
            gate.Close("the disk has failed: the broker is stopping");
            publicGate.Close("the disk has failed: the broker is stopping");
            await note.DisposeAsync();
            await server.StopAsync(CloseConnections);
            if (adminServer is not null)
                await adminServer.StopAsync(CloseConnections);
            throw new DiskFailedException($"the broker \"{folder.Name}\" has stopped because its disk failed: {await engine.Failure}. "
                + $"Acknowledged events are safe as long as the disk can be read; see {folder.LogPath}");
        }

        // 8: no delivery begins any more, while requests that have begun are still stored.
        var drained = broker.StopAsync(options.Drain);
        log.Stopping();
        manager.Stopping("finishing the deliveries in flight");
        gate.Close("the broker is stopping");
        publicGate.Close("the broker is stopping");
        await note.DisposeAsync();
        await server.StopAsync(CloseConnections);
        if (adminServer is not null)
            await adminServer.StopAsync(CloseConnections);
        await sources.StopAsync(options.Drain);
        await drained;
        log.Stopped();
        // 9: the using declarations above.
    }

    // The usage takes the engine's lock.
    private static bool IsAlive(IBrokerEngine engine) => engine.Usage is not null && !engine.Failure.IsCompleted;

    private static async Task ReloadAsync(FlowStore flow, string url, ServiceNotifier manager, CancellationToken stop)
    {
        manager.Reloading("reading the flow again");
        var problem = await flow.ReloadAsync(stop);
        if (!stop.IsCancellationRequested)
            manager.Ready("serving at " + url + (problem is null ? "" : "; the last reload was refused: " + problem));
    }

    private static string? HealthProblem(IBrokerEngine engine)
    {
        if (engine.Failure.IsCompleted)
            return "the disk has failed: the broker is stopping";
        return engine.Usage.IsDiskFull ? IngestEndpoint.DiskFull : null;
    }

    private static async Task<WebServer> ListenAsync(
        string listen, WebServerOptions options, RequestDelegate handler, CancellationToken cancellationToken)
    {
        try
        {
            return await WebServer.StartAsync(listen, options, handler, cancellationToken);
        }
        catch (WebServerException error)
        {
            throw new ServerException($"{error.Message}. A broker keeps its address when it restarts", error);
        }
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
