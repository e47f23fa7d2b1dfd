using Wasmill.Apps.Building.Watching;

namespace Wasmill.Apps.Tests.Building.Watching;

public sealed class ChangeDetectorTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_change_counts_once_it_has_looked_the_same_for_the_whole_rest()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1"), ("b", "1")), Rest);
        Assert.Null(detector.Take(Look("m", ("a", "1"), ("b", "1")), At(0)));
        Assert.Null(detector.Take(Look("m", ("a", "half"), ("b", "1")), At(25)));
        Assert.Null(detector.Take(Look("m", ("a", "half"), ("b", "1")), At(124)));
        Assert.Null(detector.Take(Look("m", ("a", "whole"), ("b", "1")), At(125)));
        Assert.Null(detector.Take(Look("m", ("a", "whole"), ("b", "1")), At(224)));
        Assert.Equal(["a"], detector.Take(Look("m", ("a", "whole"), ("b", "1")), At(225)));
        Assert.Null(detector.Take(Look("m", ("a", "whole"), ("b", "1")), At(500)));
    }

    [Fact]
    public void One_look_alone_is_never_enough()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1")), Rest);
        Assert.Null(detector.Take(Look("m", ("a", "1")), At(0)));
        Assert.Null(detector.Take(Look("m", ("a", "2")), At(1000)));
        Assert.Equal(["a"], detector.Take(Look("m", ("a", "2")), At(2000)));
    }

    [Fact]
    public void What_goes_back_to_what_it_was_is_no_change()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1")), Rest);
        Assert.Null(detector.Take(Look("m", ("a", "2")), At(0)));
        Assert.Null(detector.Take(Look("m", ("a", "1")), At(100)));
        Assert.Null(detector.Take(Look("m", ("a", "2")), At(200)));
        Assert.Equal(["a"], detector.Take(Look("m", ("a", "2")), At(300)));
    }

    [Fact]
    public void A_changed_manifest_alone_changes_no_component()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1")), Rest);
        Assert.Null(detector.Take(Look("n", ("a", "1")), At(0)));
        Assert.Equal([], detector.Take(Look("n", ("a", "1")), At(100))!);
    }

    [Fact]
    public void A_component_that_comes_is_changed_and_one_that_goes_is_not_built()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1"), ("b", "1")), Rest);
        detector.Take(Look("m", ("b", "1"), ("c", "1")), At(0));
        Assert.Equal(["c"], detector.Take(Look("m", ("b", "1"), ("c", "1")), At(100)));
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static SourceLook Look(string manifest, params (string Id, string Stamp)[] components)
        => new(manifest, components.ToDictionary(component => component.Id, IReadOnlyList<string> (component) => [component.Stamp]));
}
