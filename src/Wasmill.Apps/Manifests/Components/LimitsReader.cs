using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Functions;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads <c>[component.NAME.tool.wasmill]</c>, the table for settings that Spin does not have and ignores.</summary>
internal static class LimitsReader
{
    private const long MostBytes = 1L << 30;
    private const int MostEvents = 1_000_000;

    /// <summary>Reads the table of a component.</summary>
    public static LimitsModel Read(ManifestNode component)
    {
        if (component.Table("tool") is not { } tools)
            return LimitsModel.None;
        // Tables of other tools are ignored.
        if (tools.Table("wasmill") is not { } own)
            return LimitsModel.None;
        var limits = new LimitsModel
        {
            Deadline = Deadline(own, "deadline"),
            MemoryBytes = Bytes(own, "memory", LimitText.LeastMemory, LimitText.MostMemory, "64KiB to 4GiB"),
            OutputBytes = Bytes(own, "output", 0, MostBytes, "0 to 1GiB"),
            TableElements = Count(own, "table_elements", FunctionLimits.MaximumTableElements),
            ResponseBytes = Bytes(own, "response", 0, MostBytes, "0 to 1GiB"),
            HostCalls = Count(own, "host_calls", int.MaxValue),
            OutboundRequests = Count(own, "outbound_requests", int.MaxValue),
            OutboundBodyBytes = Bytes(own, "outbound_body", 0, MostBytes, "0 to 1GiB"),
            EventsPerInstance = Count(own, "events_per_instance", MostEvents, least: 1),
        };
        own.Finish();
        return limits;
    }

    private static TimeSpan? Deadline(ManifestNode table, string key)
    {
        if (table.Text(key) is not { } text)
            return null;
        if (LimitText.Deadline(text) is not { } deadline)
        {
            table.Error(key, $"{table.PathOf(key)} must be a time from 1ms to 1h, such as \"10s\"");
            return null;
        }

        return deadline;
    }

    private static long? Count(ManifestNode table, string key, int most, int least = 0)
    {
        if (table.Number(key) is not { } count)
            return null;
        if (count >= least && count <= most)
            return count;
        table.Error(key, $"{table.PathOf(key)} must be a number from {least} to {most}");
        return null;
    }

    private static long? Bytes(ManifestNode table, string key, long least, long most, string range)
    {
        var text = table.Take(key) is TomlScalar { Value: long number } ? FormattableString.Invariant($"{number}") : table.Text(key);
        if (text is null)
            return null;
        if (LimitText.Bytes(text, least, most) is not { } bytes)
        {
            table.Error(key, $"{table.PathOf(key)} must be a size of {range}, such as \"64MiB\"");
            return null;
        }

        return bytes;
    }
}
