using System.Net;
using Wasmill.Client.Home;

namespace Wasmill.Server.Ingest.Passwords;

/// <summary>A user name and a password from a request.</summary>
/// <param name="Name">The user name; the user may not exist.</param>
/// <param name="Password">The password.</param>
/// <param name="Credential">The user's credential; null if the user does not exist.</param>
/// <param name="Address">The client's address; null if unknown.</param>
internal sealed record PasswordAttempt(string Name, string Password, Credential? Credential, IPAddress? Address);
