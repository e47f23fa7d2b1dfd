using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Flows.Model;
using Wasmill.Flows.Running;

namespace Wasmill.Flows.Tests.Running;

public sealed class FilterWarningsTests
{
    [Fact]
    public void Only_filters_that_are_new_or_changed_are_warned_of()
    {
        var odd = Trigger("odd", "NOT id LIKE 'x'");
        var changed = Trigger("changed", "NOT id = 'y'");
        FlowModel next = new("b", [], [odd, changed, Trigger("fine", "id = 'x'"), Trigger("never", "LENGTH(id)")]);
        Assert.Equal(["odd", "changed", "never"], Names(next, new FlowModel("b", [], [])));
        Assert.Equal(["changed"], Names(
            next,
            new FlowModel("b", [], [Trigger("odd", "NOT id LIKE 'x'"), Trigger("changed", "id = 'y'"), Trigger("never", "LENGTH(id)")])));
        Assert.Equal(
            "sql: the expression is never true or false, so no event passes; compare its value with another value",
            FilterWarnings.Find(next, new FlowModel("b", [], [odd, changed])).Single().Warning);
    }

    private static IEnumerable<string> Names(FlowModel next, FlowModel current)
        => FilterWarnings.Find(next, current).Select(pair => pair.Trigger);

    private static TriggerConfig Trigger(string name, string expression)
        => new(name, new FilterConfig([new SqlCondition(expression)]), "t", DeliveryPolicy.Default);
}
