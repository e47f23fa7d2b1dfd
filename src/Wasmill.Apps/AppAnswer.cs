using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>The response of an app.</summary>
/// <param name="ComponentId">The component that responded; null if no route matches.</param>
/// <param name="Result">The result of its call; null if no route matches.</param>
public sealed record AppAnswer(string? ComponentId, FunctionResult? Result)
{
    /// <summary>
    /// The cause of the request (<see cref="AppRequest.Cause"/>). For a request of the app to itself, the cause of the first request.
    /// </summary>
    public object? Cause { get; init; }
}
