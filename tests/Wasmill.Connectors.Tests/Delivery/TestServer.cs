using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>A Kestrel server on a free port, with whatever a test needs of its endpoint.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    public static Task<TestServer> StartAsync(RequestDelegate handler)
        => StartAsync(handler, endpoint => endpoint.Protocols = HttpProtocols.Http1);

    public static async Task<TestServer> StartAsync(RequestDelegate handler, Action<ListenOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, configure));
        var application = builder.Build();
        application.Run(handler);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
