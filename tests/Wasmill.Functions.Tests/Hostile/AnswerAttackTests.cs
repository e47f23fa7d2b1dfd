namespace Wasmill.Functions.Tests.Hostile;

public sealed class AnswerAttackTests
{
    private static readonly uint[] Numbers = [0, 1, 2, 3, 7, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFE, 0xFFFFFFFF];

    public static TheoryData<string, int> Fields => new(
        Enumerable.Range(0, 7).Select(index => ("word", index)).Concat(Enumerable.Range(0, 4).Select(index => ("record", index))));

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_wrong_number_in_any_field_of_the_answer_is_an_answer_or_a_reason(string part, int field)
    {
        await using var hostile = await Attack.LoadAsync();
        foreach (var number in Numbers)
        {
            var result = await hostile.CallAsync($"/{part}/{field}/{number}");
            Assert.Contains(
                result.Failure,
                (IEnumerable<FunctionFailure>)[FunctionFailure.None, FunctionFailure.BadAnswer, FunctionFailure.ResponseTooLarge]);
            Assert.Equal(result.Failure == FunctionFailure.None, result.Response.Status != 500);
        }

        Assert.Equal("ok", (await hostile.CallAsync("/")).Body());
    }

    [Theory]
    [InlineData(0xFFFFFFFF)]
    [InlineData(0xFFFFFFE4)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(131072 - 27)]
    public async Task A_return_area_that_does_not_lie_inside_is_a_bad_answer(uint address)
        => Assert.Equal(
            "bad answer: the return area lies outside the function's memory", (await Attack.RunAsync($"/area/{address}")).Reason);

    [Fact]
    public async Task A_return_area_of_zeros_has_a_wrong_status()
        => Assert.Equal("bad answer: the status 0 is not between 100 and 599", (await Attack.RunAsync("/area/0")).Reason);

    [Theory]
    [InlineData("/large-header")]
    [InlineData("/same-megabyte")]
    [InlineData("/many-headers")]
    public async Task Headers_beyond_the_limit_are_refused_before_they_are_copied(string uri)
    {
        var result = await Attack.RunAsync(uri);
        Assert.Equal(
            (500, "response too large: the function responded with more than 4194304 bytes"), (result.Response.Status, result.Reason));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_pass_as_they_are()
    {
        var result = await Attack.RunAsync("/not-utf8");
        Assert.Equal((FunctionFailure.None, "Ã(ÿþ"), (result.Failure, result.Response.Headers[0].Value));
        Assert.Equal([0xFF, 0xFE, 0x80], result.Response.Body.ToArray());
    }
}
