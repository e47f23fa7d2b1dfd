using System.Globalization;
using Wasmill.Events;

namespace Wasmill.Server.Ingest;

/// <summary>
/// The extension <c>knativearrivaltime</c>, which Knative's brokers give every event they take.
/// As there, one that the producer has set is replaced.
/// </summary>
internal static class ArrivalTime
{
    private const string Name = "knativearrivaltime";

    /// <summary>The extension for an event that arrives at a time: RFC 3339 in UTC, with the seven digits that .NET's clock has.</summary>
    public static ExtensionAttribute At(DateTimeOffset time)
        => new(Name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
}
