namespace Wasmill.Architecture;

/// <summary>What breaks a rule today. A line may be taken away, and none added.</summary>
internal static class Known
{
    /// <summary>Folders that can be reached from each other, one circle a line.</summary>
    public static readonly string[] Circles = [];

    /// <summary>Users of a folder of native declarations that has several.</summary>
    public static readonly string[] NativeUsers = [];

    /// <summary>
    /// Composition roots, which choose the clock and the randomness of the rest, and the options that they fill in,
    /// whose defaults are the system's.
    /// </summary>
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
    public static readonly string[] Impure = [];

    /// <summary>Files of 40 lines or more without tests of their name and without a line that says where they are tested.</summary>
    public static readonly string[] Untested = [];

    /// <summary>Fails the test when something that is not known breaks a rule, or something that is known breaks it no more.</summary>
    public static void Compare(string[] known, IEnumerable<string> found)
    {
        var all = found.ToList();
        var (added, gone) = (all.Except(known).Order(StringComparer.Ordinal).ToList(), known.Except(all).ToList());
        Assert.True(added.Count == 0, $"this breaks the rule:\n{string.Join('\n', added)}");
        Assert.True(gone.Count == 0, $"this breaks the rule no more; take it out of {nameof(Known)}:\n{string.Join('\n', gone)}");
    }
}
