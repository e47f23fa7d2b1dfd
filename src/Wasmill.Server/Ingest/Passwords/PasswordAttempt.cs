using System.Net;
using Wasmill.Client.Home;

namespace Wasmill.Server.Ingest.Passwords;

/// <summary>A name and a password that a sender showed.</summary>
/// <param name="Name">The user's name; there may be no such user.</param>
/// <param name="Password">The password.</param>
/// <param name="Credential">The user's credential; null when there is none.</param>
/// <param name="Address">Where the request came from; null when that is not known.</param>
internal sealed record PasswordAttempt(string Name, string Password, Credential? Credential, IPAddress? Address);
