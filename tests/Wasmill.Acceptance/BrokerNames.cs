using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>Reads the answer of <c>wasmill brokers -o json</c>.</summary>
internal static class BrokerNames
{
    /// <summary>The names of all brokers of a home.</summary>
    public static IEnumerable<string> From(Outcome brokers)
    {
        using var document = JsonDocument.Parse(brokers.Succeeded().Out);
        return [.. document.RootElement.EnumerateArray().Select(broker => broker.GetProperty("name").GetString()!)];
    }
}
