namespace Wasmill.Errors;

// Tested by: ErrorPageTests
/// <summary>Every <c>code</c> of an error that is written as JSON; docs/errors.md explains them.</summary>
internal static class ErrorCodes
{
    /// <summary>The command line itself is wrong.</summary>
    public const string Usage = "usage";

    /// <summary>The command failed for a reason without a code of its own.</summary>
    public const string Failed = "failed";

    /// <summary>No broker exists.</summary>
    public const string NoBroker = "noBroker";

    /// <summary>The named broker does not exist.</summary>
    public const string UnknownBroker = "unknownBroker";

    /// <summary>The broker is stopped.</summary>
    public const string BrokerStopped = "brokerStopped";

    /// <summary>The question before an irreversible step was answered with no.</summary>
    public const string Declined = "declined";

    /// <summary>The disk of a broker failed while it ran.</summary>
    public const string DiskFailed = "diskFailed";

    /// <summary>A bug in Wasmill.</summary>
    public const string Bug = "bug";
}
