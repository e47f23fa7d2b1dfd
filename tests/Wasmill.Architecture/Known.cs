namespace Wasmill.Architecture;

/// <summary>What breaks a rule today. A line may be taken away, and none added.</summary>
internal static class Known
{
    /// <summary>Folders that can be reached from each other, one circle a line.</summary>
    public static readonly string[] Circles = [];

    /// <summary>Users of a folder of native declarations that has several.</summary>
    public static readonly string[] NativeUsers = [];

    /// <summary>Composition roots, which choose the clock and the randomness of the rest, and the options that they fill in, whose defaults are the system's.</summary>
    public static readonly string[] Roots =
    [
        "Wasmill.Server.Hosting.BrokerServer",
        "Wasmill.Server.Hosting.BrokerServerOptions",
        "Wasmill.Functions.Hosting.FunctionHostOptions",
        "Wasmill.Apps.Serving.AppServerOptions",
        "Wasmill.Web.WebServerOptions",
    ];

    /// <summary>Types that take the time, a pause or a random number by themselves.</summary>
    public static readonly string[] Impure =
    [
        "Wasmill.Apps.Building.Commands.AppBuilder: Stopwatch",
        "Wasmill.Apps.Building.Watching.AppReloader: Stopwatch",
        "Wasmill.Apps.Building.Watching.SourceWatcher: Stopwatch",
        "Wasmill.Client.Processes.BrokerProcess: Stopwatch",
        "Wasmill.CommandLine.PointInTime: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Events.Sending.EventFactory: DateTime.UtcNow",
        "Wasmill.Commands.Flows.AuthCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.Creating.CreateBrokerCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.DescribeCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.Options.ListenOptions: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.RunCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Functions.Invoking.Invocation: TimeProvider.System",
        "Wasmill.Commands.SeeItWork.DemoScript: Stopwatch",
        "Wasmill.Functions.Capabilities.KeyValue.SqliteSession: Stopwatch",
        "Wasmill.Functions.Capabilities.KeyValue.SqliteSession: Thread.Sleep",
        "Wasmill.Functions.Sandbox.LongCallScheduler: Thread.Sleep",
        "Wasmill.Functions.Sandbox.SandboxInstance: Stopwatch",
    ];
}
