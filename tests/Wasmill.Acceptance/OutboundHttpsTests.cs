using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasmill.Acceptance;

/// <summary>Functions that ask HTTPS servers. Whom a process trusts is settled when it starts, by its environment.</summary>
public sealed class OutboundHttpsTests
{
    private static readonly TestApp Asker = TestApp.Of("asker", "capabilities", """allowed_outbound_hosts = ["https://127.0.0.1:*"]""");

    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("SSL_CERT_FILE", HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData("SSL_CERT_FILE", HttpProtocols.Http1, "HTTP/1.1")]
    [InlineData("SSL_CERT_DIR", HttpProtocols.Http2, "HTTP/2")]
    public async Task A_server_that_the_environment_trusts_is_asked_over_the_best_HTTP_that_it_speaks(
        string variable, HttpProtocols protocols, string spoken)
    {
        await using var tool = Tool.Create();
        await using var server = await ServeAsync(tool, IPAddress.Loopback, protocols);
        tool.Environment[variable] = variable == "SSL_CERT_DIR" ? Path.GetDirectoryName(Authority(tool))! : Authority(tool);
        var (answer, _) = await AskAsync(tool, server);
        Assert.StartsWith("status 200\n", answer, StringComparison.Ordinal);
        Assert.EndsWith($"\nover {spoken}\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        false,
        "127.0.0.1",
        "errors in the certificate chain: PartialChain; to trust your own certificate authority, set SSL_CERT_FILE to its file")]
    [InlineData(
        true, "192.0.2.1", "The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch")]
    public async Task A_server_that_is_not_trusted_or_is_another_is_a_request_error_and_the_log_says_why(
        bool trusted, string name, string reason)
    {
        await using var tool = Tool.Create();
        await using var server = await ServeAsync(tool, IPAddress.Parse(name), HttpProtocols.Http1AndHttp2);
        if (trusted)
            tool.Environment["SSL_CERT_FILE"] = Authority(tool);
        var (answer, log) = await AskAsync(tool, server);
        Assert.Equal("error 3\n", answer);
        Assert.Contains($"outbound http: GET {server.Urls.First()}: no secure connection: ", log, StringComparison.Ordinal);
        Assert.Contains(reason, log, StringComparison.Ordinal);
    }

    private static async Task<(string Answer, string Log)> AskAsync(Tool tool, WebApplication server)
    {
        Asker.WriteTo(tool.Work);
        await using var up = tool.StartInBackground(tool.Work, "up", "--listen", $"127.0.0.1:{Ports.Free()}");
        var text = await up.WaitForAsync("Available Routes:");
        var address = text.Split('\n').First(line => line.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..];
        using var content = new StringContent($"GET {server.Urls.First()}");
        using var answer = await Client.PostAsync(new Uri(address), content, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await up.InterruptAsync();
        return (body, up.Text);
    }

    private static async Task<WebApplication> ServeAsync(Tool tool, IPAddress name, HttpProtocols protocols)
    {
        var certificate = Issue(name, Authority(tool));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, place =>
            {
                place.Protocols = protocols;
                place.UseHttps(certificate);
            }));
        var application = builder.Build();
        application.Run(context => context.Response.WriteAsync($"over {context.Request.Protocol}", context.RequestAborted));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private static string Authority(Tool tool)
        => Path.Combine(Directory.CreateDirectory(Path.Combine(tool.Folder, "authorities")).FullName, "authority.pem");

    // A server's certificate, from an authority that the tool can be told to trust.
    private static X509Certificate2 Issue(IPAddress name, string authority)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Test authority", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = root.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(authority, issuer.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            issuer, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
