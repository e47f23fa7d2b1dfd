using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;

namespace Wasmill.Connectors.Tests.Delivery;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_authority_of_ones_own_is_trusted_when_it_is_named(bool asText)
    {
        await using var server = await StartAsync(IPAddress.Loopback);
        await using var rig = await TargetRig.MakeAsync(server.Address, ("tls.ca", asText ? _authority.Pem : _authority.WriteRoot()));
        Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.Empty(rig.Log);
    }

    [Fact]
    public async Task An_authority_that_is_not_named_is_not_trusted()
    {
        await using var server = await StartAsync(IPAddress.Loopback);
        await using var rig = await TargetRig.MakeAsync(server.Address);
        await AssertUntrustedAsync(rig);
    }

    [Fact]
    public async Task Another_authority_of_the_same_name_is_not_trusted()
    {
        using var other = new TestAuthority();
        await using var server = await StartAsync(IPAddress.Loopback);
        await using var rig = await TargetRig.MakeAsync(server.Address, ("tls.ca", other.Pem));
        await AssertUntrustedAsync(rig);
    }

    [Fact]
    public async Task A_certificate_for_another_place_is_not_trusted()
    {
        await using var server = await StartAsync(IPAddress.Parse("192.0.2.1"));
        await using var rig = await TargetRig.MakeAsync(server.Address, ("tls.ca", _authority.Pem));
        await AssertUntrustedAsync(rig);
    }

    [Fact]
    public async Task Only_who_says_so_takes_any_certificate_and_is_warned()
    {
        await using var server = await StartAsync(IPAddress.Parse("192.0.2.1"));
        await using var rig = await TargetRig.MakeAsync(server.Address, ("tls.insecureSkipVerify", "true"));
        Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.StartsWith($"t: the certificate of {server.Address} is not checked", Assert.Single(rig.Log), StringComparison.Ordinal);
        await using var strict = await TargetRig.MakeAsync(server.Address, ("tls.insecureSkipVerify", "false"));
        await AssertUntrustedAsync(strict);
        Assert.Empty(strict.Log);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_a_server_that_wants_one()
    {
        var seen = "";
        await using var server = await StartAsync(IPAddress.Loopback, name => seen = name);
        var (certificate, key) = _authority.WriteClient("mill");
        await using var rig = await TargetRig.MakeAsync(
            server.Address, ("tls.ca", _authority.Pem), ("tls.certificate", certificate), ("tls.key", key));
        Assert.Equal((DeliveryVerdict.Delivered, "CN=mill"), ((await rig.DeliverAsync()).Verdict, seen));
    }

    [Fact]
    public async Task The_key_may_stand_in_the_certificates_file()
    {
        var (certificate, key) = _authority.WriteClient("mill");
        var both = _authority.Write("both.pem", File.ReadAllText(certificate) + "\n" + File.ReadAllText(key));
        await using var server = await StartAsync(IPAddress.Loopback, _ => { });
        await using var rig = await TargetRig.MakeAsync(server.Address, ("tls.ca", _authority.Pem), ("tls.certificate", both));
        Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
    }

    [Fact]
    public async Task Without_its_client_certificate_or_with_anothers_nothing_is_delivered()
    {
        using var other = new TestAuthority();
        var (certificate, key) = other.WriteClient("stranger");
        await using var server = await StartAsync(IPAddress.Loopback, _ => { });
        await using var without = await TargetRig.MakeAsync(server.Address, ("tls.ca", _authority.Pem));
        Assert.Equal(DeliveryVerdict.Retry, (await without.DeliverAsync()).Verdict);
        await using var stranger = await TargetRig.MakeAsync(
            server.Address, ("tls.ca", _authority.Pem), ("tls.certificate", certificate), ("tls.key", key));
        Assert.Equal(DeliveryVerdict.Retry, (await stranger.DeliverAsync()).Verdict);
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_refused_with_a_reason()
    {
        var (certificate, _) = _authority.WriteClient("mill");
        var (_, wrongKey) = _authority.WriteClient("other");
        var empty = _authority.Write("empty.pem", "nothing");
        foreach (var settings in ((string, string)[][])[
            [("tls.ca", "/no/such/file")],
            [("tls.ca", empty)],
            [("tls.certificate", certificate)],
            [("tls.certificate", certificate), ("tls.key", wrongKey)],
        ])
            Assert.StartsWith(
                "CloudEventsTarget t: its certificates cannot be read: ",
                (await Assert.ThrowsAsync<FlowException>(() => TargetRig.MakeAsync("https://localhost:1", settings))).Message,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost", "tls.insecureSkipVerify", "yes")]
    [InlineData("https://localhost", "tls.key", "a.key")]
    [InlineData("http://localhost", "tls.ca", "ca.crt")]
    public void Settings_that_make_no_sense_are_refused(string endpoint, string key, string value)
        => Assert.Equal(key, Assert.Single(TargetRig.Validate(endpoint, (key, value))).Key);

    public void Dispose() => _authority.Dispose();

    private static async Task AssertUntrustedAsync(TargetRig rig)
    {
        var result = await rig.DeliverAsync();
        Assert.Equal(DeliveryVerdict.Retry, result.Verdict);
        Assert.StartsWith("no trust: ", result.Reason, StringComparison.Ordinal);
    }

    private Task<TestServer> StartAsync(IPAddress address, Action<string>? client = null) => TestServer.StartAsync(
        context =>
        {
            client?.Invoke(context.Connection.ClientCertificate!.Subject);
            return Task.CompletedTask;
        },
        endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = _authority.IssueServer(address);
            if (client is null)
                return;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => _authority.Issued(certificate);
        }));
}
