using Wasmill.Bench.Micro;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Measures the parts separately, without HTTP.</summary>
internal sealed class MicroSuite(BenchOptions options, BenchReport report)
{
    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("Filters and formats: processor time of the thread and memory allocated by it, the best of 7 rounds. "
            + "The log: elapsed time, and processor time of the whole process.");
        FilterBench.Run(report);
        FormatBench.Run(report);
        await new LogBench(options, report).RunAsync();
    }
}
