namespace Wasmill.Functions.Tests.Capabilities;

/// <summary>Runs tests/guests/capabilities.c, which does what the lines of a request's body say.</summary>
internal static class Scripts
{
    public static FunctionConfig Config { get; } = new() { Name = "script" };

    /// <summary>Runs lines in one call and gives the function's answer back.</summary>
    public static async Task<string> RunAsync(FunctionConfig config, params string[] lines)
    {
        var result = await CallAsync("capabilities", config, lines);
        Assert.Equal((FunctionFailure.None, ""), (result.Failure, result.Reason));
        return result.Body();
    }

    /// <summary>Runs lines in one call of one of the two guests, whatever becomes of it.</summary>
    public static async Task<FunctionResult> CallAsync(string guest, FunctionConfig config, params string[] lines)
    {
        await using var function = await TestGuests.LoadAsync(guest, config);
        return await function.CallAsync("/", string.Join('\n', lines));
    }
}
