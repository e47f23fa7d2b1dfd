using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Signatures;

namespace Wasmill.Connectors.Tests.Webhook;

/// <summary>The signature schemes by the vectors that their owners publish.</summary>
public sealed class SignatureTests
{
    private const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string StandardId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string StandardBody = "{\"test\": 2432232314}";
    private const string StandardSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string GitHubSecret = "It's a Secret to Everybody";
    private const string GitHubSignature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static readonly DateTimeOffset StandardTime = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Theory]
    [InlineData(StandardSignature, null)]
    [InlineData("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x " + StandardSignature, null)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", SignatureText.Mismatch)]
    [InlineData("v1,not base64", SignatureText.Mismatch)]
    [InlineData("v1,", SignatureText.Mismatch)]
    [InlineData("", "the header webhook-signature is missing")]
    public void Standard_Webhooks(string signature, string? problem)
        => Assert.Equal(problem, FindProblem(Standard(), StandardBody, StandardTime, ("webhook-id", StandardId),
            ("webhook-timestamp", "1614265330"), ("webhook-signature", signature)));

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public void A_missing_header_is_named(string missing)
    {
        (string Name, string)[] all = [("webhook-id", StandardId), ("webhook-timestamp", "1614265330"),
            ("webhook-signature", StandardSignature)];
        var problem = FindProblem(Standard(), StandardBody, StandardTime, [.. all.Where(header => header.Name != missing)]);
        Assert.Equal($"the header {missing} is missing", problem);
    }

    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "the signature is older than 300 s")]
    [InlineData(-300, null)]
    [InlineData(-301, "the signature is more than 300 s ahead of this clock")]
    public void An_old_signature_is_refused(int seconds, string? problem)
    {
        var now = StandardTime + TimeSpan.FromSeconds(seconds);
        Assert.Equal(problem, FindProblem(Standard(), StandardBody, now, ("webhook-id", StandardId), ("webhook-timestamp", "1614265330"),
            ("webhook-signature", StandardSignature)));
        Assert.Equal(problem, FindProblem(new StripeScheme(SignatureKeys.OfText("whsec_x")), "{}", now,
            ("Stripe-Signature", Stripe("whsec_x", 1614265330, "{}"))));
    }

    [Theory]
    [InlineData("1614265331")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("253402300800")]
    [InlineData("x")]
    public void Another_timestamp_is_refused(string timestamp)
        => Assert.NotNull(FindProblem(Standard(), StandardBody, StandardTime, ("webhook-id", StandardId), ("webhook-timestamp", timestamp),
            ("webhook-signature", StandardSignature)));

    [Fact]
    public void A_secret_of_Standard_Webhooks_may_lack_its_prefix_and_is_base64()
    {
        Assert.NotNull(SignatureKeys.TryReadStandard(StandardSecret[6..]));
        Assert.Null(SignatureKeys.TryReadStandard("whsec_"));
        Assert.Null(SignatureKeys.TryReadStandard("not base64!"));
        Assert.Null(SignatureKeys.TryReadStandard(StandardSecret, "whsec_?"));
    }

    [Theory]
    [InlineData(GitHubSignature, "Hello, World!", null)]
    [InlineData(GitHubSignature, "Hello, World?", SignatureText.Mismatch)]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Hello, World!", SignatureText.Mismatch)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1", "Hello, World!", SignatureText.Mismatch)]
    [InlineData("sha256=", "Hello, World!", SignatureText.Mismatch)]
    [InlineData("", "Hello, World!", "the header X-Hub-Signature-256 is missing")]
    public void GitHub(string signature, string body, string? problem)
        => Assert.Equal(problem,
            FindProblem(HmacScheme.OfGitHub(SignatureKeys.OfText(GitHubSecret)), body, StandardTime, ("X-Hub-Signature-256", signature)));

    [Fact]
    public void Two_secrets_hold_while_one_is_replaced()
    {
        var header = ("X-Hub-Signature-256", GitHubSignature);
        Assert.Null(FindProblem(HmacScheme.OfGitHub(SignatureKeys.OfText("new", GitHubSecret)), "Hello, World!", StandardTime, header));
        Assert.Null(FindProblem(HmacScheme.OfGitHub(SignatureKeys.OfText(GitHubSecret, "new")), "Hello, World!", StandardTime, header));
        Assert.NotNull(FindProblem(HmacScheme.OfGitHub(SignatureKeys.OfText("new", "newer")), "Hello, World!", StandardTime, header));
    }

    // RFC 2202 and RFC 4231, test case 2.
    [Theory]
    [InlineData("SHA1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    [InlineData("SHA256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("SHA512", "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")]
    public void A_plain_HMAC_in_hex_and_base64(string hash, string hex)
    {
        const string Body = "what do ya want for nothing?";
        var scheme = new HmacScheme(SignatureKeys.OfText("Jefe"), "X-Signature") { Hash = new HashAlgorithmName(hash) };
        Assert.Null(FindProblem(scheme, Body, StandardTime, ("x-signature", hex.ToUpperInvariant())));
        var base64 = new HmacScheme(SignatureKeys.OfText("Jefe"), "X-Signature")
        {
            Hash = new HashAlgorithmName(hash),
            IsBase64 = true,
            Prefix = "HMAC "
        };
        Assert.Null(FindProblem(base64, Body, StandardTime, ("X-Signature", "HMAC " + Convert.ToBase64String(Convert.FromHexString(hex)))));
        Assert.NotNull(FindProblem(base64, Body, StandardTime, ("X-Signature", "HMAC " + hex)));
    }

    // Stripe's library calls this header's parts t and v1, and the secret's text is the key.
    [Fact]
    public void Stripe_signs_time_and_body_and_gives_a_signature_for_each_secret()
    {
        var scheme = new StripeScheme(SignatureKeys.OfText("whsec_test_secret"));
        var good = Stripe("whsec_test_secret", 1614265330, "{\"id\":\"evt_1\"}");
        Assert.Null(FindProblem(scheme, "{\"id\":\"evt_1\"}", StandardTime, ("Stripe-Signature", good)));
        Assert.Null(FindProblem(scheme, "{\"id\":\"evt_1\"}", StandardTime,
            ("Stripe-Signature", good.Replace(",v1=", ",v1=00,v0=ff,v1=", StringComparison.Ordinal))));
        Assert.Equal(SignatureText.Mismatch, FindProblem(scheme, "{\"id\":\"evt_2\"}", StandardTime, ("Stripe-Signature", good)));
        Assert.Equal(SignatureText.Mismatch, FindProblem(scheme, "{\"id\":\"evt_1\"}", StandardTime,
            ("Stripe-Signature", good.Replace("v1=", "v0=", StringComparison.Ordinal))));
        Assert.Equal("the timestamp of the signature must be a number of seconds",
            FindProblem(scheme, "{}", StandardTime, ("Stripe-Signature", "v1=00")));
        Assert.Equal("the header Stripe-Signature is missing", FindProblem(scheme, "{}", StandardTime));
    }

    private static StandardWebhooksScheme Standard() => new(SignatureKeys.TryReadStandard(StandardSecret)!);

    private static string Stripe(string secret, long time, string body)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes(FormattableString.Invariant($"{time}.{body}")));
        return FormattableString.Invariant($"t={time},v1={Convert.ToHexStringLower(signature)}");
    }

    private static string? FindProblem(ISignatureScheme scheme, string body, DateTimeOffset now,
        params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary[name] = value;
        return scheme.FindProblem(dictionary, Encoding.UTF8.GetBytes(body), now);
    }
}
