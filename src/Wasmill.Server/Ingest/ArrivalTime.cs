using System.Globalization;
using Wasmill.Events;

namespace Wasmill.Server.Ingest;

/// <summary>
/// The extension <c>knativearrivaltime</c>, which Knative's brokers add to every event they receive.
/// As in Knative, a value from the producer is replaced.
/// </summary>
internal static class ArrivalTime
{
    private const string Name = "knativearrivaltime";

    /// <summary>Formats an arrival time for the extension: RFC 3339 in UTC, with the seven digits of .NET's clock.</summary>
    public static ExtensionAttribute At(DateTimeOffset time)
        => new(Name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
}
