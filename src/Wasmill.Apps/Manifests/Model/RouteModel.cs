namespace Wasmill.Apps.Manifests.Model;

/// <summary>One HTTP trigger of an app.</summary>
/// <param name="Pattern">The route as written: exact, with named segments (<c>/:id</c>), or a prefix that ends in <c>/...</c>.</param>
/// <param name="ComponentId">The component that handles requests; for a static response, the ID of the trigger.</param>
public sealed record RouteModel(string Pattern, string ComponentId)
{
    private static readonly string[] Wildcards = ["/...", "/*"];

    /// <summary>The base of an app that has none.</summary>
    public const string NoBase = "/";

    /// <summary>The path before every route of the app; it does not end in a slash.</summary>
    /// <value>Default <c>/</c>: none.</value>
    public string Base { get; init; } = NoBase;

    /// <summary>The route behind its base.</summary>
    public string Path => Base == NoBase ? Pattern : Base + (Pattern.StartsWith('/') ? "" : "/") + Pattern;

    /// <summary>Indicates whether the route covers everything below its prefix.</summary>
    public bool IsWildcard => Array.Exists(Wildcards, wildcard => Pattern.EndsWith(wildcard, StringComparison.Ordinal));

    /// <summary>The route behind its base, without a wildcard at its end.</summary>
    public string Prefix => Array.Find(Wildcards, wildcard => Path.EndsWith(wildcard, StringComparison.Ordinal)) is { } end
        ? Path[..^end.Length]
        : Path;

    /// <summary>The way in which the component is called.</summary>
    public ExecutorModel Executor { get; init; } = ExecutorModel.Http;

    /// <summary>The response to every request, without running a module; null if the component responds.</summary>
    public StaticResponseModel? StaticResponse { get; init; }
}
