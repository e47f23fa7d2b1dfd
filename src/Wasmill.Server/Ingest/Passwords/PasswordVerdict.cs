namespace Wasmill.Server.Ingest.Passwords;

/// <summary>The result of a password check.</summary>
internal enum PasswordVerdict
{
    /// <summary>The password is correct.</summary>
    Right,

    /// <summary>The user does not exist, or the password is wrong. 401.</summary>
    Wrong,

    /// <summary>Too many wrong passwords came from the address or for the user. 429.</summary>
    Delayed,

    /// <summary>Too many checks are waiting. 503.</summary>
    Busy,
}
