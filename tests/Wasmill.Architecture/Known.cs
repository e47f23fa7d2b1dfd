namespace Wasmill.Architecture;

/// <summary>What breaks a rule today. A line may be taken away, and none added.</summary>
internal static class Known
{
    /// <summary>Folders that can be reached from each other, one circle a line.</summary>
    public static readonly string[] Circles =
    [
        "Wasmill.Broker.Engines.Log Wasmill.Broker.Engines.Log.Triggers",
        "Wasmill.CommandLine Wasmill.Commands Wasmill.Demo Wasmill.Filtering Wasmill.Sending",
        "Wasmill.Events.Cesql Wasmill.Events.Cesql.Functions Wasmill.Events.Cesql.Nodes Wasmill.Events.Cesql.Parsing Wasmill.Events.Filters Wasmill.Events.Filters.Data",
        "Wasmill.Flows.Files Wasmill.Flows.Naming",
        "Wasmill.Functions Wasmill.Functions.Calls Wasmill.Functions.Capabilities Wasmill.Functions.Capabilities.Files Wasmill.Functions.Capabilities.KeyValue Wasmill.Functions.Capabilities.OutboundHttp Wasmill.Functions.Capabilities.Variables Wasmill.Functions.Hosting Wasmill.Functions.Inspection Wasmill.Functions.Sandbox Wasmill.Functions.Spin Wasmill.Functions.Wagi Wasmill.Functions.Wasi",
        "Wasmill.Inspecting Wasmill.Invoking Wasmill.Output",
    ];

    /// <summary>Users of a folder of native declarations that has several.</summary>
    public static readonly string[] NativeUsers =
    [
        "Wasmill.Functions.Sandbox -> Wasmill.Functions.Native",
        "Wasmill.Functions.Wagi -> Wasmill.Functions.Native",
        "Wasmill.Storage -> Wasmill.Storage.Native",
        "Wasmill.Storage.HostFiles -> Wasmill.Storage.Native",
    ];

    /// <summary>Types that take the time, a pause or a random number by themselves.</summary>
    public static readonly string[] Impure =
    [
        "Wasmill.Apps.Building.Commands.AppBuilder: Stopwatch",
        "Wasmill.Apps.Building.Watching.AppReloader: Stopwatch",
        "Wasmill.Apps.Building.Watching.SourceWatcher: Stopwatch",
        "Wasmill.Apps.Serving.AppServerOptions: TimeProvider.System",
        "Wasmill.Broker.Engines.Log.LogCore: Stopwatch",
        "Wasmill.Broker.EventBroker: Random.Shared",
        "Wasmill.Client.Processes.BrokerProcess: Stopwatch",
        "Wasmill.CommandLine.ListenOptions: DateTimeOffset.UtcNow",
        "Wasmill.CommandLine.PointInTime: DateTimeOffset.UtcNow",
        "Wasmill.Commands.AuthCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.CreateBrokerCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.DescribeCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.RunCommand: DateTimeOffset.UtcNow",
        "Wasmill.Demo.DemoScript: Stopwatch",
        "Wasmill.Flows.Kinds.TargetEnvironment: TimeProvider.System",
        "Wasmill.Functions.Caching.ArtefactCache: DateTime.UtcNow",
        "Wasmill.Functions.Caching.ArtefactCache: TimeProvider.System",
        "Wasmill.Functions.Capabilities.KeyValue.SqliteSession: Stopwatch",
        "Wasmill.Functions.Capabilities.KeyValue.SqliteSession: Thread.Sleep",
        "Wasmill.Functions.FunctionHost: TimeProvider.System",
        "Wasmill.Functions.FunctionHostOptions: TimeProvider.System",
        "Wasmill.Functions.Hosting.LoadedFunction: Stopwatch",
        "Wasmill.Functions.Sandbox.LongCalls: Thread.Sleep",
        "Wasmill.Functions.Sandbox.SandboxInstance: Stopwatch",
        "Wasmill.Functions.Snapshots.ModuleSnapshotter: Stopwatch",
        "Wasmill.Functions.Wasi.PollOneOff: Thread.Sleep",
        "Wasmill.Functions.Wasi.WasiWorld: TimeProvider.System",
        "Wasmill.Invoking.Invocation: TimeProvider.System",
        "Wasmill.Sending.EventFactory: DateTime.UtcNow",
        "Wasmill.Server.Display.DisplayServer: DateTimeOffset.UtcNow",
        "Wasmill.Server.Hosting.BrokerServerOptions: TimeProvider.System",
        "Wasmill.Web.WebServerOptions: TimeProvider.System",
    ];
}
