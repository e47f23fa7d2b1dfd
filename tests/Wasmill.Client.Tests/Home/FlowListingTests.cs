using Wasmill.Client.Home;
using Wasmill.Flows.Files;

namespace Wasmill.Client.Tests.Home;

public sealed class FlowListingTests
{
    [Fact]
    public void Texts_are_joined_as_documents_without_marks_of_their_byte_order()
        => Assert.Equal(
            "a: 1\n---\nb: 2\nc: 3", new FlowListing([("one", "\uFEFFa: 1\r\n"), ("two", "b: 2\nc: 3\n\n")]).Text.ToString().TrimEnd());

    [Theory]
    [InlineData(1, "one.yaml:1:5: wrong")]
    [InlineData(2, "one.yaml:2:5: wrong")]
    // Line 3 is the separator.
    [InlineData(4, "two.yaml:1:5: wrong")]
    [InlineData(5, "two.yaml:2:5: wrong")]
    public void An_error_is_told_with_the_line_of_its_file(int line, string message)
    {
        var listing = new FlowListing([("one.yaml", "a: 1\nb: 2\n"), ("two.yaml", "c: 3\nd: 4\n")]);
        Assert.Equal(message, Assert.Single(listing.Locate(new FlowException([new FlowError(line, 5, "wrong")])).Errors).Message);
    }

    [Fact]
    public void An_error_without_a_place_stays_as_it_is()
        => Assert.Equal(
            "wrong",
            Assert.Single(new FlowListing([("one", "a: 1")]).Locate(new FlowException([new FlowError(0, 0, "wrong")])).Errors).Message);
}
