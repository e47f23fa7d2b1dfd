using Wasmill.Apps.Building.Watching;

namespace Wasmill.Apps.Tests.Building.Watching;

public sealed class ChangeDetectorTests
{
    [Fact]
    public void A_change_counts_once_two_looks_in_a_row_show_the_same()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1"), ("b", "1")));
        Assert.Null(detector.Take(Look("m", ("a", "1"), ("b", "1"))));
        Assert.Null(detector.Take(Look("m", ("a", "half"), ("b", "1"))));
        Assert.Null(detector.Take(Look("m", ("a", "whole"), ("b", "1"))));
        Assert.Equal(["a"], detector.Take(Look("m", ("a", "whole"), ("b", "1"))));
        Assert.Null(detector.Take(Look("m", ("a", "whole"), ("b", "1"))));
    }

    [Fact]
    public void What_goes_back_to_what_it_was_is_no_change()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1")));
        Assert.Null(detector.Take(Look("m", ("a", "2"))));
        Assert.Null(detector.Take(Look("m", ("a", "1"))));
        Assert.Null(detector.Take(Look("m", ("a", "2"))));
        Assert.Equal(["a"], detector.Take(Look("m", ("a", "2"))));
    }

    [Fact]
    public void A_changed_manifest_alone_changes_no_component()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1")));
        Assert.Null(detector.Take(Look("n", ("a", "1"))));
        Assert.Equal([], detector.Take(Look("n", ("a", "1")))!);
    }

    [Fact]
    public void A_component_that_comes_is_changed_and_one_that_goes_is_not_built()
    {
        var detector = new ChangeDetector(Look("m", ("a", "1"), ("b", "1")));
        detector.Take(Look("m", ("b", "1"), ("c", "1")));
        Assert.Equal(["c"], detector.Take(Look("m", ("b", "1"), ("c", "1"))));
    }

    private static SourceLook Look(string manifest, params (string Id, string Stamp)[] components)
        => new(manifest, components.ToDictionary(component => component.Id, IReadOnlyList<string> (component) => [component.Stamp]));
}
