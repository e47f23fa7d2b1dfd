namespace Wasmill.Architecture;

/// <summary>Arrows point down: between projects, and between the folders of a project, each of which is a namespace.</summary>
public sealed class ArrowTests
{
    [Fact]
    public void Projects_and_folders_are_found()
    {
        Assert.True(Projects().Names.Count >= 9, string.Join(' ', Projects().Names));
        Assert.True(Folders().Names.Count >= 60, string.Join(' ', Folders().Names));
        Assert.Contains("Wasmill.Events", Projects().From("Wasmill.Broker"));
    }

    [Fact]
    public void A_circle_is_found()
    {
        var graph = new Graph();
        foreach (var (from, to) in new[] { ("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("e", "a"), ("d", "d") })
            graph.Add(from, to);
        Assert.Equal(["b c"], graph.Circles().Select(circle => string.Join(' ', circle)));
    }

    [Fact]
    public void Projects_lie_on_no_circle() => Assert.Empty(Projects().Circles());

    [Fact]
    public void Folders_lie_on_no_circle() => Known.Compare(Known.Circles, Folders().Circles().Select(circle => string.Join(' ', circle)));

    // A folder of native declarations has one user, which gives them a safe form; the user may have folders below it.
    [Fact]
    public void Native_declarations_have_one_user()
    {
        var folders = Folders();
        var natives = folders.Names.Where(name => name.EndsWith(".Native", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(natives);
        var users = natives
            .Select(native => (native, Users: Outermost([.. folders.Names.Where(name => folders.From(name).Contains(native))])))
            .Where(one => one.Users.Count > 1);
        Known.Compare(Known.NativeUsers, users.SelectMany(one => one.Users.Select(user => $"{user} -> {one.native}")));
    }

    private static List<string> Outermost(List<string> users)
        => users.FindAll(user => !users.Exists(other => user.StartsWith(other + ".", StringComparison.Ordinal)));

    [Fact]
    public void Time_and_randomness_are_passed_in()
        => Known.Compare(Known.Impure, CompiledSources.Types.Where(type => !Known.Roots.Contains(type.FullName)).SelectMany(type =>
            TypeUses.MembersOf(type).Select(BannedSymbols.Find).OfType<string>().Distinct().Select(name => $"{type.FullName}: {name}")));

    [Fact]
    public void No_test_sleeps()
    {
        const string Banned = "Thread." + "Sleep(";
        var sources = Checkout.Sources("tests");
        Assert.True(sources.Count >= 200, $"{sources.Count} files");
        Assert.DoesNotContain(sources, path => Checkout.Read(path).Contains(Banned, StringComparison.Ordinal));
    }

    private static Graph Projects()
    {
        var graph = new Graph();
        foreach (var type in CompiledSources.Types)
        {
            foreach (var used in TypeUses.Of(type).Where(CompiledSources.IsOurs))
                graph.Add(CompiledSources.ProjectOf(type), CompiledSources.ProjectOf(used));
        }

        return graph;
    }

    private static Graph Folders()
    {
        var graph = new Graph();
        foreach (var type in CompiledSources.Types)
        {
            foreach (var used in TypeUses.Of(type).Where(CompiledSources.IsOurs))
                graph.Add(type.Namespace, used.Namespace);
        }

        return graph;
    }
}
