using Wasmill.Bench.Report;
using Wasmill.Events;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Bench.Micro;

/// <summary>Measures one filter on one event, by dialect.</summary>
internal static class FilterBench
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>Measures all dialects.</summary>
    public static void Run(BenchReport report)
    {
        var cloudEvent = SampleEvent.Make();
        var table = new Table("filter", "ns", "bytes", "passes");
        foreach (var (name, condition) in Conditions())
        {
            var filter = new FilterConfig([condition]).Compile();
            var result = MicroBench.Measure(() => filter.Matches(cloudEvent) ? True : False);
            table.Row(name, Figure.Of(result.Nanoseconds), Figure.Of(result.Bytes), ReferenceEquals(MicroBench.Last, True) ? "yes" : "no");
        }

        report.Add(table);
    }

    private static IEnumerable<(string Name, FilterCondition Condition)> Conditions()
    {
        var exact = new AttributeCondition(AttributeMatch.Exact, "type", SampleEvent.Type);
        var prefix = new AttributeCondition(AttributeMatch.Prefix, "source", "/shops/");
        var suffix = new AttributeCondition(AttributeMatch.Suffix, "subject", "-urgent");
        FilterConfig Of(FilterCondition one) => new([one]);
        DataCondition Data(string pointer, DataComparison comparison, DataValueKind kind, string text)
            => new([new DataTest(pointer, comparison, [new DataValue(kind, text)])]);
        yield return ("`exact` on the type", exact);
        yield return ("`exact` on an extension, the last of three", new AttributeCondition(AttributeMatch.Exact, "tenant", "acme"));
        yield return ("`prefix`", prefix);
        yield return ("`suffix`, does not pass", suffix);
        yield return ("`all` of three", new AllCondition([Of(exact), Of(prefix), Of(new NotCondition(Of(suffix)))]));
        yield return ("`any` of two, the last passes", new AnyCondition([Of(suffix), Of(exact)]));
        yield return ("`not`", new NotCondition(Of(suffix)));
        yield return ("`cesql`: comparison", new SqlCondition($"type = '{SampleEvent.Type}'"));
        yield return ("`cesql`: `LIKE`, `AND`, `EXISTS`", new SqlCondition("type LIKE 'order.%' AND (region = 'eu' OR NOT EXISTS region)"));
        yield return ("`cesql`: casts and functions", new SqlCondition("INT(sequence) % 10 = 2 AND LENGTH(subject) > 3"));
        yield return ("`cesql`: `IN` of five", new SqlCondition("region IN ('us', 'ap', 'sa', 'af', 'eu')"));
        yield return ("`data`: a number at the payload's beginning", Data("/order/total", DataComparison.Gt, DataValueKind.Number, "100"));
        yield return (
            "`data`: a text at the payload's end (256 B)", Data("/customer/country", DataComparison.Eq, DataValueKind.String, "de"));
        yield return ("`data`: absent", Data("/no/such/place", DataComparison.Exists, DataValueKind.Boolean, "true"));
    }
}
