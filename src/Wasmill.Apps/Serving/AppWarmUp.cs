using Wasmill.Apps.Manifests.Model;
using Wasmill.Functions;

namespace Wasmill.Apps.Serving;

/// <summary>
/// An app that answers the warm-up request of a server: with a static response, so that no function of the user is called.
/// </summary>
internal static class AppWarmUp
{
    /// <summary>The name of the app, and of what is in it.</summary>
    public const string Name = "warm-up";

    private const int Ok = 200;

    /// <summary>The result of a call that has written a line to its output.</summary>
    public static FunctionResult Result { get; } = new(
        new FunctionResponse(Ok, [], default), FunctionFailure.None, "", [new FunctionLogLine(FunctionLogStream.Output, Name)],
        TimeSpan.Zero);

    /// <summary>Loads the app.</summary>
    /// <param name="folder">The folder of the app that is served.</param>
    /// <param name="host">The host of its functions.</param>
    public static async Task<LiveApp> LoadAsync(string folder, IFunctionHost host)
    {
        var response = new StaticResponseModel(Ok, new Dictionary<string, string> { ["content-type"] = "text/plain" }, Name);
        var model = new AppModel(Name, null, folder, null, [], [new RouteModel("/...", Name) { StaticResponse = response }]);
        return new LiveApp(await AppRuntime.LoadAsync(model, host, FunctionLimits.Default, CancellationToken.None));
    }
}
