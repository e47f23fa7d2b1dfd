using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Wasmill.Acceptance;

/// <summary>Who may send events, over what, and what nobody else sees.</summary>
public sealed class AuthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_credentials_every_event_needs_one_of_them()
    {
        await using var tool = Tool.Create();
        var port = Ports.Free();
        await tool.SucceedAsync("create", "broker", "b", "--port", $"{port}");
        Assert.Contains("No credentials", (await tool.SucceedAsync("auth", "list")).Out, StringComparison.Ordinal);
        Assert.Equal(202, await PostAsync(port, null));

        var token = (await tool.SucceedAsync("auth", "add", "shop")).Out.Trim();
        var password = (await tool.SucceedAsync("auth", "add", "till", "--basic")).Out.Trim();
        Assert.Equal(401, await PostAsync(port, null));
        Assert.Equal(202, await PostAsync(port, new AuthenticationHeaderValue("Bearer", token)));
        Assert.Equal(202, await PostAsync(port, null, $"?access_token={token}"));
        Assert.Equal(202, await PostAsync(port, Basic("till", password)));
        Assert.Equal(202, await PostAsync(port, Basic("till", password)));
        foreach (var wrong in (AuthenticationHeaderValue[])[
            new("Bearer", token + "0"),
            new("Bearer", password),
            Basic("till", "no"),
            Basic("shop", token),
            new("Basic", "%%%"),
            new("Digest", token),
        ])
            Assert.Equal(401, await PostAsync(port, wrong));
        Assert.Equal(401, await PostAsync(port, null, "?access_token=no"));

        // Commands on this machine need nothing more.
        await tool.SucceedAsync("send-event", "{}");
        Assert.Contains(
            "there is a credential \"shop\" already",
            (await tool.RunAsync("auth", "add", "shop")).Failed().Error,
            StringComparison.Ordinal);
        await tool.SucceedAsync("auth", "remove", "shop");
        Assert.Equal(401, await PostAsync(port, new AuthenticationHeaderValue("Bearer", token)));
        Assert.Contains("did you mean \"till\"?", (await tool.RunAsync("auth", "remove", "tll")).Failed().Error, StringComparison.Ordinal);

        // The secrets are nowhere: not in the folder, not in what commands print.
        var printed = (await tool.SucceedAsync("auth", "list")).Out + (await tool.SucceedAsync("describe", "-o", "json")).Out
            + (await tool.SucceedAsync("logs")).Out;
        await tool.SucceedAsync("stop");
        var kept = string.Concat(Directory.GetFiles(Path.Combine(tool.Home, "b"), "*", SearchOption.AllDirectories)
            .Select(file => File.ReadAllText(file, Encoding.Latin1)));
        foreach (var secret in (string[])[token, password])
            Assert.DoesNotContain(secret, printed + kept, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(tool.Home, "b", "credentials.json")));
    }

    [Fact]
    public async Task An_address_that_others_reach_needs_credentials_and_serves_nothing_but_the_ingest()
    {
        await using var tool = Tool.Create();
        var port = Ports.Free();
        var refused = (await tool.RunAsync("create", "broker", "b", "--listen", $"0.0.0.0:{port}")).Failed(2);
        Assert.Contains("add --auth NAME", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(tool.Home, "b")));

        var made = await tool.SucceedAsync("create", "broker", "b", "--listen", $"0.0.0.0:{port}", "--auth", "shop");
        Assert.Contains($"Listening on:\t\thttp://0.0.0.0:{port}", made.Out, StringComparison.Ordinal);
        var token = made.Error.Split(' ')[^1].Trim();
        Assert.Equal(401, await PostAsync(port, null));
        Assert.Equal(202, await PostAsync(port, new AuthenticationHeaderValue("Bearer", token)));
        using var http = new HttpClient();
        foreach (var path in (string[])["api/status", "metrics", "console/"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"http://127.0.0.1:{port}/{path}", Cancel)).StatusCode);
        foreach (var path in (string[])["healthz", "readyz"])
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"http://127.0.0.1:{port}/{path}", Cancel)).StatusCode);
        Assert.Contains("online", (await tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);

        // Without its last credential it does not start again.
        await tool.SucceedAsync("stop");
        await tool.SucceedAsync("auth", "remove", "shop");
        Assert.Contains("wasmill auth add NAME --broker b", (await tool.RunAsync("start")).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_is_served_with_the_certificate_of_the_files_also_after_they_were_replaced()
    {
        await using var tool = Tool.Create();
        var port = Ports.Free();
        var (certificate, key) = (Path.Combine(tool.Work, "cert.pem"), Path.Combine(tool.Work, "key.pem"));
        var first = MakeCertificate(certificate, key);
        Assert.Contains(
            "--tls-cert and --tls-key must be used together",
            (await tool.RunAsync("create", "broker", "b", "--tls-cert", certificate)).Failed(2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "does not exist",
            (await tool.RunAsync("create", "broker", "b", "--tls-cert", "no.pem", "--tls-key", key)).Failed().Error,
            StringComparison.Ordinal);
        await tool.SucceedAsync("create", "broker", "b", "--port", $"{port}", "--tls-cert", certificate, "--tls-key", key);
        Assert.Equal((202, first), await PostSecurelyAsync(port));
        await tool.SucceedAsync("send-event", "{}");
        await tool.SucceedAsync("describe");

        var second = MakeCertificate(certificate, key);
        Assert.NotEqual(first, second);
        Assert.Equal((202, second), await PostSecurelyAsync(port));
    }

    private static AuthenticationHeaderValue Basic(string user, string password)
        => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static async Task<int> PostAsync(int port, AuthenticationHeaderValue? credential, string query = "")
    {
        using var http = new HttpClient();
        using var request = Event($"http://127.0.0.1:{port}/{query}");
        request.Headers.Authorization = credential;
        using var answer = await http.SendAsync(request, Cancel);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            Assert.Equal(["Bearer", "Basic"], answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        return (int)answer.StatusCode;
    }

    private static async Task<(int Status, string Certificate)> PostSecurelyAsync(int port)
    {
        var shown = "";
        using var http = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate!.Thumbprint;
                return true;
            },
        });
        using var request = Event($"https://127.0.0.1:{port}/");
        using var answer = await http.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, shown);
    }

    private static HttpRequestMessage Event(string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("specversion", "1.0"), ("id", "1"), ("source", "/s"), ("type", "t"),
        ])
            request.Headers.Add($"ce-{name}", value);
        return request;
    }

    private static string MakeCertificate(string certificatePath, string keyPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        return made.Thumbprint;
    }
}
