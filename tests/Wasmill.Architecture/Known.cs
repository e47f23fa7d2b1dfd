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
        "Wasmill.Apps.Building.Watching.WatchOptions",
        "Wasmill.Apps.Settings.AppSettings",
        "Wasmill.WasmillProgram",
    ];

    /// <summary>Types that take the time, a pause or a random number by themselves.</summary>
    public static readonly string[] Impure =
    [
        "Wasmill.CommandLine.PointInTime: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.Creating.CreateBrokerCommand: DateTimeOffset.UtcNow",
        "Wasmill.Commands.Flows.DescribeCommand: DateTimeOffset.UtcNow",
        "Wasmill.Flows.Kinds.TargetEnvironment: TimeProvider.System",
    ];
}
