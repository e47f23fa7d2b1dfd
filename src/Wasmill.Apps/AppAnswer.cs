using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>The answer of an app.</summary>
/// <param name="ComponentId">The component that answered; null when no route fits.</param>
/// <param name="Result">What came of it; null when no route fits.</param>
public sealed record AppAnswer(string? ComponentId, FunctionResult? Result)
{
    /// <summary>What the request was made for (<see cref="AppRequest.Cause"/>). For a request of the app to itself, that of the first one.</summary>
    public object? Cause { get; init; }
}
