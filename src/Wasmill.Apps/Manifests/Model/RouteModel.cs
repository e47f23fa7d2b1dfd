namespace Wasmill.Apps.Manifests.Model;

/// <summary>One HTTP trigger of an app.</summary>
/// <param name="Pattern">The route as written: exact, with named segments (<c>/:id</c>), or a prefix that ends in <c>/...</c>.</param>
/// <param name="ComponentId">The component that answers; for a static response the trigger's own id.</param>
public sealed record RouteModel(string Pattern, string ComponentId)
{
    private static readonly string[] Wildcards = ["/...", "/*"];

    /// <summary>The route without a wildcard at its end.</summary>
    public string Prefix => Array.Find(Wildcards, wildcard => Pattern.EndsWith(wildcard, StringComparison.Ordinal)) is { } end ? Pattern[..^end.Length] : Pattern;

    /// <summary>How the component is called.</summary>
    public ExecutorModel Executor { get; init; } = ExecutorModel.Http;

    /// <summary>The answer to every request, for which no module runs; null when the component answers.</summary>
    public StaticResponseModel? StaticResponse { get; init; }
}
