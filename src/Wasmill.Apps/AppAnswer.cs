using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>The response of an app.</summary>
/// <param name="ComponentId">The component that responded; null if no route matches.</param>
/// <param name="Result">The result of its call; null if no route matches.</param>
public sealed record AppAnswer(string? ComponentId, FunctionResult? Result);
