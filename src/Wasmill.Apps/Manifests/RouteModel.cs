namespace Wasmill.Apps.Manifests;

/// <summary>One HTTP trigger of an app.</summary>
/// <param name="Pattern">The route as written: exact, with named segments (<c>/:id</c>), or a prefix that ends in <c>/...</c>.</param>
/// <param name="ComponentId">The component that answers; for a static response the trigger's own id.</param>
public sealed record RouteModel(string Pattern, string ComponentId)
{
    /// <summary>How the component is called.</summary>
    public ExecutorModel Executor { get; init; } = ExecutorModel.Http;

    /// <summary>The answer to every request, for which no module runs; null when the component answers.</summary>
    public StaticResponseModel? StaticResponse { get; init; }
}
