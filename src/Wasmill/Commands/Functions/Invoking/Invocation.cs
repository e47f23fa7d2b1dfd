using Wasmill.Apps;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.Functions;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Commands.Functions.Invoking;

// Tested by: InvokeCommandTests
/// <summary>Result of running one event through a function, once or several times.</summary>
/// <param name="Component">The component that answered last; null when no route fits.</param>
/// <param name="Answer">The last answer; null when no route fits.</param>
/// <param name="Delivery">How a broker would classify the answer.</param>
/// <param name="Times">The time of each run in the sandbox, ascending.</param>
/// <param name="MemoryBytes">The largest linear memory of all runs.</param>
internal sealed record Invocation(
    string? Component, FunctionResult? Answer, DeliveryResult Delivery, IReadOnlyList<TimeSpan> Times, long MemoryBytes)
{
    /// <summary>Upper limit of runs: the times of a million runs take 8 MB of memory.</summary>
    public const int MostRuns = 1_000_000;

    /// <summary>Indicates whether a broker would count the event as delivered.</summary>
    public bool Succeeded => Delivery.Verdict == DeliveryVerdict.Delivered;

    /// <summary>Runs the event up to <paramref name="repeat"/> times; stops at the first failure.</summary>
    /// <param name="app">The app.</param>
    /// <param name="exchange">Conversion of events to requests and of answers to outcomes.</param>
    /// <param name="one">The event.</param>
    /// <param name="repeat">Number of runs, at least 1.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the runs.</param>
    public static async Task<Invocation> RunAsync(
        AppRuntime app, FunctionExchange exchange, CloudEvent one, int repeat, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = exchange.MakeRequest(one, ContentMode.Binary);
        var times = new List<TimeSpan>();
        var memory = 0L;
        while (true)
        {
            var answer = await app.HandleAsync(request, cancellationToken);
            var delivery = exchange.ReadAnswer(answer, time.GetUtcNow(), wantsReply: true);
            if (answer.Result is { } result)
            {
                times.Add(result.Elapsed);
                memory = Math.Max(memory, result.MemoryBytes);
            }

            if (times.Count >= repeat || delivery.Verdict != DeliveryVerdict.Delivered)
            {
                times.Sort();
                return new Invocation(answer.ComponentId, answer.Result, delivery, times, memory);
            }
        }
    }

    /// <summary>Percentile of the runs' times.</summary>
    public TimeSpan Percentile(int percent) => Times[Math.Max(0, (int)Math.Ceiling(Times.Count * (percent / 100.0)) - 1)];
}
