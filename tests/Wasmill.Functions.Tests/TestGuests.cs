using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests;

/// <summary>The C guests (tests/guests) and a host to run them in.</summary>
internal static class TestGuests
{
    public static string Folder => Checkout.Guests;

    public static FunctionHost Host => TestHost.Instance;

    public static byte[] Read(string name) => File.ReadAllBytes(Checkout.Guest(name));

    public static ValueTask<IFunction> LoadAsync(string name, FunctionConfig? config = null)
        => Host.LoadAsync(Read(name), config ?? new FunctionConfig { Name = name }, TestContext.Current.CancellationToken);

    public static ValueTask<FunctionResult> CallAsync(this IFunction function, string uri, string body = "", params HeaderField[] headers)
        => function.InvokeAsync(
            new FunctionRequest("POST", uri, headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);

    public static string Body(this FunctionResult result) => Encoding.UTF8.GetString(result.Response.Body.Span);
}
