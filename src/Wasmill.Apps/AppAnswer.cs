using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>The answer of an app.</summary>
/// <param name="ComponentId">The component that answered; null when no route fits.</param>
/// <param name="Result">What came of it; null when no route fits.</param>
public sealed record AppAnswer(string? ComponentId, FunctionResult? Result);
