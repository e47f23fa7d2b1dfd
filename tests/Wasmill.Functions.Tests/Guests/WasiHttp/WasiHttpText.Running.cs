namespace Wasmill.Functions.Tests.Guests.WasiHttp;

internal static partial class WasiHttpText
{
    /// <summary>Loads such a module.</summary>
    public static ValueTask<IFunction> LoadAsync(byte[] module, FunctionConfig? config = null)
        => TestGuests.Host.LoadAsync(module, config ?? new FunctionConfig { Name = "test" }, TestContext.Current.CancellationToken);

    /// <summary>Runs a handler once.</summary>
    public static async Task<FunctionResult> RunAsync(string handle, string fields = "", string body = "", FunctionConfig? config = null)
    {
        await using var function = await LoadAsync(Convert(handle, fields), config);
        return await function.CallAsync("/path?a=b", body);
    }
}
