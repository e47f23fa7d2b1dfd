using Wasmill.Events.Filters;
using Wasmill.Flows.Naming;

namespace Wasmill.Flows.Tests.Naming;

public sealed class ComponentNamesTests
{
    [Theory]
    [InlineData("wasm", "cloudrun", "*", "wasm-trigger-0aedded8")]
    [InlineData("wasm", "wasm-cloudeventstarget", "io.wasm.event", "wasm-trigger-82c7dee2")]
    [InlineData("foo", "console", "buzzword.phrase", "foo-trigger-a73dcb65")]
    [InlineData("foo", "console", "foo-transformation.output", "foo-trigger-0a1c285d")]
    [InlineData("foo", "sockeye", "foo-transformation.output", "foo-trigger-9dad7875")]
    [InlineData("foo", "foo-transformation", "com.amazon.s3.objectcreated", "foo-trigger-6ada801c")]
    public void A_triggers_name_is_the_one_that_tmctl_gives(string broker, string target, string type, string name)
        => Assert.Equal(name, ComponentNames.ForTrigger(broker, target, FilterConfig.OfType(type)));

    [Fact]
    public void Different_filters_give_different_names()
    {
        var names = ((string[])["a", "a*", "*a", "*"]).Select(type => ComponentNames.ForTrigger("b", "t", FilterConfig.OfType(type)));
        Assert.Equal(4, names.Distinct().Count());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("wasm-cloudeventstarget", true)]
    [InlineData("a1-b2", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("a-", false)]
    [InlineData("-a", false)]
    [InlineData("A", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("../x", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    public void Names_are_safe_as_folders_and_in_addresses(string name, bool valid) => Assert.Equal(valid, ComponentNames.IsValid(name));
}
