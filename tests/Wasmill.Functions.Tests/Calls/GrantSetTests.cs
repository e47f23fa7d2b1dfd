using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Tests.Calls;

public sealed class GrantSetTests
{
    private static readonly GrantKey<string> Door = new("closed");
    private static readonly GrantKey<string> Window = new("closed");

    [Fact]
    public void A_function_has_what_it_was_granted_and_nothing_else()
    {
        var grants = GrantSet.None.With(Door, "open");
        using var call = NewCall(grants);

        Assert.Equal("open", Door.From(call));
        Assert.Equal("closed", Window.From(call));
    }

    [Fact]
    public void A_set_does_not_change_when_another_is_made_of_it()
    {
        var grants = GrantSet.None.With(Door, "open");
        using var less = NewCall(grants);
        using var more = NewCall(grants.With(Window, "open"));

        Assert.Equal(("open", "closed"), (Door.From(less), Window.From(less)));
        Assert.Equal(("open", "open"), (Door.From(more), Window.From(more)));
    }

    private static GuestCall NewCall(GrantSet grants)
        => new(new WasiWorld { Time = TimeProvider.System }, new FunctionConfig { Name = "test" }, long.MaxValue) { Granted = grants };
}
