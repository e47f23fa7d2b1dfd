namespace Wasmill.Server.Ingest.Passwords;

/// <summary>The result of a password check.</summary>
internal enum PasswordVerdict
{
    /// <summary>The password is the user's.</summary>
    Right,

    /// <summary>There is no such user, or the password is another one. 401.</summary>
    Wrong,

    /// <summary>Too many wrong passwords came from the address or for the user. 429.</summary>
    Delayed,

    /// <summary>Too many checks wait. 503.</summary>
    Busy,
}
