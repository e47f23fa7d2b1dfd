using Wasmill.Bench.Report;
using Wasmill.Events.Http;

namespace Wasmill.Bench.Micro;

/// <summary>Measures the conversion of events from and to HTTP messages, by mode.</summary>
internal static class FormatBench
{
    private const int BatchEvents = 100;

    /// <summary>Measures all modes.</summary>
    public static void Run(BenchReport report)
    {
        var cloudEvent = SampleEvent.Make();
        var batch = Enumerable.Repeat(cloudEvent, BatchEvents).ToArray();
        var table = new Table("mode, for each event of 256 B", "parse ns", "parse bytes", "format ns", "format bytes");
        Row("binary", 1, () => HttpBinding.Encode(cloudEvent, ContentMode.Binary));
        Row("structured", 1, () => HttpBinding.Encode(cloudEvent, ContentMode.Structured));
        Row($"batch of {BatchEvents}", BatchEvents, () => HttpBinding.EncodeBatch(batch));
        report.Add(table);

        void Row(string name, int events, Func<EncodedMessage> format)
        {
            var message = format();
            if (HttpBinding.Decode(message.Headers, message.Body) is not { Error: null } decoded || decoded.Events.Count != events)
                report.Fail($"the mode {name} does not read what it has written");
            var parsed = MicroBench.Measure(() => HttpBinding.Decode(message.Headers, message.Body));
            var formatted = MicroBench.Measure(format);
            table.Row(
                name,
                Figure.Of(parsed.Nanoseconds / events),
                Figure.Of(parsed.Bytes / events),
                Figure.Of(formatted.Nanoseconds / events),
                Figure.Of(formatted.Bytes / events));
        }
    }
}
