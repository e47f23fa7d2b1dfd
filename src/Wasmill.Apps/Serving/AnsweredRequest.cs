namespace Wasmill.Apps.Serving;

/// <summary>A request of a client to an app, once it is answered.</summary>
/// <param name="Component">The component that answered; null if no route matches, or if the server answered by itself.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and query as sent.</param>
/// <param name="Status">The status of the answer; 0 if the client disconnected before it.</param>
/// <param name="Elapsed">The time from the request's headers to the last byte of the answer that was handed over.</param>
public readonly record struct AnsweredRequest(string? Component, string Method, string Target, int Status, TimeSpan Elapsed);
