using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Wasmill.Functions.Tests.Capabilities.OutboundHttp;

/// <summary>
/// HTTPS servers that are not trusted. The acceptance tests ask trusted ones: who is trusted is settled for a whole process.
/// </summary>
public sealed class OutboundTlsTests
{
    private static readonly FunctionConfig Config = Scripts.Config with { AllowedOutboundHosts = ["*://*:*"] };

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_a_request_error_and_the_log_says_how_to_trust_it()
    {
        var asked = false;
        await using var server = await StartAsync("http://127.0.0.1:1/", () => asked = true);
        var result = await Scripts.CallAsync("capabilities", Config, $"GET {server.Urls.First()}");
        Assert.Equal(("error 3\n", false), (result.Body(), asked));
        Assert.Equal(
            $"outbound http: GET {server.Urls.First()}: no secure connection: The remote certificate is invalid because of errors in the "
                + "certificate chain: PartialChain; to trust your own certificate authority, set SSL_CERT_FILE to its file",
            Assert.Single(result.Log).Text);
    }

    // Its certificate says where that of its authority can be had. It would be fetched by the host itself, past the allowed hosts.
    [Fact]
    public async Task A_servers_certificate_has_the_host_ask_nobody()
    {
        await using var elsewhere = TestServer.Answering("HTTP/1.1 404 Not Found\nContent-Length: 0\n\n");
        await using var server = await StartAsync($"{elsewhere.Url}/authority.crt", () => { });
        Assert.Equal("error 3\n", await Scripts.RunAsync(Config, $"GET {server.Urls.First()}"));
        Assert.Equal("", elsewhere.Request);
    }

    [Fact]
    public async Task A_server_without_TLS_is_a_request_error()
    {
        await using var server = await StartAsync(_ => { }, () => { });
        var result = await Scripts.CallAsync("capabilities", Config, $"GET https{server.Urls.First()[4..]}");
        Assert.Equal("error 3\n", result.Body());
        Assert.Contains(": no secure connection: ", Assert.Single(result.Log).Text, StringComparison.Ordinal);
    }

    private static Task<WebApplication> StartAsync(string authority, Action asked)
    {
        // Offline: the server would fetch its authority's certificate itself.
        var certificate = SslStreamCertificateContext.Create(Issue(authority), null, offline: true);
        var options = new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }),
        };
        return StartAsync(place => place.UseHttps(options), asked);
    }

    private static async Task<WebApplication> StartAsync(Action<ListenOptions> configure, Action asked)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, configure));
        var application = builder.Build();
        application.Run(_ =>
        {
            asked();
            return Task.CompletedTask;
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private static X509Certificate2 Issue(string authority)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Test authority", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = root.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, [authority]));
        using var certificate = request.Create(issuer, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }
}
