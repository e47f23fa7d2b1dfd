namespace Wasmill.Apps.Manifests.Model;

/// <summary>One HTTP trigger of an app.</summary>
/// <param name="Pattern">The route as written: exact, with named segments (<c>/:id</c>), or a prefix that ends in <c>/...</c>.</param>
/// <param name="ComponentId">The component that handles requests; for a static response, the ID of the trigger.</param>
public sealed record RouteModel(string Pattern, string ComponentId)
{
    private static readonly string[] Wildcards = ["/...", "/*"];

    /// <summary>The route without a wildcard at its end.</summary>
    public string Prefix => Array.Find(Wildcards, wildcard => Pattern.EndsWith(wildcard, StringComparison.Ordinal)) is { } end
        ? Pattern[..^end.Length]
        : Pattern;

    /// <summary>The way in which the component is called.</summary>
    public ExecutorModel Executor { get; init; } = ExecutorModel.Http;

    /// <summary>The response to every request, without running a module; null if the component responds.</summary>
    public StaticResponseModel? StaticResponse { get; init; }
}
