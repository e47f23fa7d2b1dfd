using Wasmill.Client.Home;

namespace Wasmill.Client.Tests.Home;

public sealed class WasmillHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WasmillHome _home;

    public WasmillHomeTests() => _home = new WasmillHome(_folder.Path("home"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_home_is_made_by_the_first_write_alone()
    {
        Assert.Empty(_home.Brokers());
        Assert.Null(_home.Current);
        Assert.False(Directory.Exists(_folder.Path("home")));
    }

    [Fact]
    public void Brokers_are_the_folders_with_settings_and_a_valid_name_sorted()
    {
        RunningBroker.Create(_home, "b");
        RunningBroker.Create(_home, "a");
        Directory.CreateDirectory(_folder.Path("home", "empty"));
        _folder.Write("home/.deleted-1/broker.json", "{}");
        _folder.Write("home/UPPER/broker.json", "{}");
        Assert.Equal(["a", "b"], _home.Brokers());
    }

    [Fact]
    public void The_current_broker_is_the_chosen_one_or_else_the_first()
    {
        RunningBroker.Create(_home, "a");
        RunningBroker.Create(_home, "b");
        Assert.Equal("a", _home.Current);
        _home.SetCurrent("b");
        Assert.Equal("b", _home.Current);
        _home.Folder("b").Delete();
        Assert.Equal("a", _home.Current);
    }

    [Fact]
    public void Two_openings_of_a_home_see_the_same()
    {
        RunningBroker.Create(_home, "a");
        Assert.Equal(["a"], new WasmillHome(Path.Combine(_folder.FullName, ".", "home")).Brokers());
        Assert.Equal(_folder.Path("home", "a"), _home.Folder("a").Path);
    }
}
