namespace Wasmill.Errors;

/// <summary>Every exit code of the command line; docs/errors.md explains them.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded.</summary>
    public const int Success = 0;

    /// <summary>The command failed; the reason is written to stderr.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong: unknown command, option or value.</summary>
    public const int Usage = 2;

    /// <summary>A bug in Wasmill. 70 is EX_SOFTWARE of sysexits.h.</summary>
    public const int Bug = 70;

    /// <summary>The disk of a broker failed while it ran: it could not flush what it had written. 74 is EX_IOERR of sysexits.h.</summary>
    public const int DiskFailed = 74;

    /// <summary>Ended by Ctrl-C: 128 + SIGINT (2), as in shells.</summary>
    public const int Interrupted = 130;
}
