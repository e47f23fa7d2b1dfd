using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Testing;

/// <summary>A server from which modules are downloaded. Its module is unlike that of every other one, so that no cache has it.</summary>
public sealed class ModuleServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _requests;

    private ModuleServer(WebApplication application, byte[] module)
    {
        _application = application;
        Module = module;
    }

    /// <summary>The module.</summary>
    public byte[] Module { get; }

    /// <summary>Its digest, 64 digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Module));

    /// <summary>The URL of the module.</summary>
    public string Url => $"{_application.Urls.First()}/module.wasm";

    /// <summary>The source of the module for a manifest.</summary>
    public string Source => $"source = {{ url = \"{Url}\", digest = \"sha256:{Sha256}\" }}";

    /// <summary>The number of requests so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts a server.</summary>
    /// <param name="guest">The guest whose module it has.</param>
    /// <param name="answer">Answers requests; null to send the module.</param>
    public static async Task<ModuleServer> StartAsync(string guest = "echo", Func<ModuleServer, HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place => place.Protocols = HttpProtocols.Http1));
        var application = builder.Build();
        var server = new ModuleServer(application, MakeUnique(await File.ReadAllBytesAsync(Checkout.Guest(guest))));
        application.Run(context =>
        {
            Interlocked.Increment(ref server._requests);
            return answer is null ? server.SendAsync(context) : answer(server, context);
        });
        await application.StartAsync();
        return server;
    }

    /// <summary>Sends the module.</summary>
    public Task SendAsync(HttpContext context) => context.Response.Body.WriteAsync(Module).AsTask();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    // With a custom section: its id, its length, the length of its name, and a name of 16 bytes.
    private static byte[] MakeUnique(byte[] module)
        => [.. module, 0, 17, 16, .. Guid.NewGuid().ToString("N")[..16].Select(digit => (byte)digit)];
}
