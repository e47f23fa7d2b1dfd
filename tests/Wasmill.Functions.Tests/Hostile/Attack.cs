namespace Wasmill.Functions.Tests.Hostile;

/// <summary>Calls of the hostile guest.</summary>
internal static class Attack
{
    /// <summary>Small limits, so that every attack meets one soon.</summary>
    public static FunctionLimits Limits { get; } = new()
    {
        Deadline = TimeSpan.FromMilliseconds(300),
        MemoryBytes = 32 << 20,
        OutputBytes = 64 << 10,
        ResponseBytes = 4 << 20,
        HostCalls = 50_000,
    };

    /// <summary>Loads the guest.</summary>
    /// <param name="environment">What chooses an attack before the first request: <c>START=loop</c>, <c>REALLOC=far</c>.</param>
    public static ValueTask<IFunction> LoadAsync(params string[] environment)
        => TestGuests.LoadAsync("hostile", new FunctionConfig
        {
            Name = "hostile",
            Limits = Limits,
            Environment = environment.ToDictionary(one => one.Split('=')[0], one => one.Split('=')[1]),
        });

    /// <summary>Makes a call, and after it a good one on the same function.</summary>
    /// <returns>What the attack came to.</returns>
    public static async Task<FunctionResult> RunAsync(string uri)
    {
        await using var hostile = await LoadAsync();
        var result = await hostile.CallAsync(uri);
        Assert.Equal("ok", (await hostile.CallAsync("/")).Body());
        return result;
    }
}
