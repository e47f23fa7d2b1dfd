using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Components;

public sealed class ComponentCheckTests
{
    private readonly EverySettingKind _kind = new();

    [Fact]
    public void Valid_settings_have_no_error() => Assert.Empty(Find(_kind.Examples[0].Settings));

    [Fact]
    public void Types_missing_settings_and_what_the_kind_says_come_together()
    {
        var settings = MapValue.Of(("flag", "true"), ("mode", "one"), ("count", "0"), ("group.key", "k"));

        Assert.Equal(["count", "group.inner", "mode"], Find(settings).Select(error => error.Path));
    }

    [Fact]
    public void A_setting_with_an_error_of_its_own_is_not_reported_twice()
    {
        var settings = MapValue.Of(("flag", "true"), ("mode", "four"));

        Assert.Equal("mode must be one, two or three, not \"four\"", Assert.Single(Find(settings)).Message);
        Assert.Empty(ComponentCheck.FindErrors(_kind, "x", settings, ["mode"]));
    }

    private IReadOnlyList<SettingError> Find(MapValue settings) => ComponentCheck.FindErrors(_kind, "x", settings);
}
