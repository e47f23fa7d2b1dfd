using System.Security.Cryptography;
using Wasmill.Connectors.Webhook.Signatures;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Webhook;

// Tested by: WebhookSourceKindTests
/// <summary>The settings of a webhook's signature.</summary>
internal static class WebhookSignatureKeys
{
    private const string Standard = "standard-webhooks";
    private const string GitHub = "github";
    private const string Stripe = "stripe";
    private const string Hmac = "hmac";
    private const string Scheme = "signature.scheme";
    private const string Secret = "signature.secret";
    private const string Previous = "signature.previousSecret";
    private const string Tolerance = "signature.tolerance";
    private const string Header = "signature.header";

    private static readonly string[] OfHmac = [Header, "signature.algorithm", "signature.encoding", "signature.prefix"];

    /// <summary>The settings.</summary>
    public static SettingDefinition Group { get; } = new("signature", SettingType.Group, "the signature of requests")
    {
        Settings =
        [
            new("scheme", SettingType.Choice,
                "signature scheme of the sender; required for a signature") { Choices = [Standard, GitHub, Stripe, Hmac] },
            new("secret", SettingType.Text, "the sender's secret; required for a signature") { Secret = SecretRule.Value },
            new("previousSecret", SettingType.Text,
                "the previous secret, which stays valid while it is being replaced") { Secret = SecretRule.Value },
            new("tolerance", SettingType.Duration, $"maximum age of a signature, with {Standard} and {Stripe}") { Default = "5m" },
            new("header", SettingType.Text, $"the header with the signature, for {Hmac}"),
            new("algorithm", SettingType.Choice, $"the hash function, with {Hmac}")
            {
                Choices = ["sha1", "sha256", "sha512"], Default = "sha256",
            },
            new("encoding", SettingType.Choice, $"the encoding of the signature, with {Hmac}")
            {
                Choices = ["hex", "base64"], Default = "hex",
            },
            new("prefix", SettingType.Text, $"the text before the signature in the header, with {Hmac}"),
        ],
    };

    /// <summary>The settings of an example, whose secret is in a file.</summary>
    public static MapValue Example(string scheme, string file)
        => MapValue.Of(("scheme", scheme)).With("secret", new SecretValue(SecretSource.File, file));

    /// <summary>Reads the settings, and reports errors in them; returns null for no signature.</summary>
    public static ISignatureScheme? Read(SettingsReader settings)
    {
        if (!settings.Has("signature"))
            return null;
        // Required only with a signature; a command-line option is either always or never required.
        if (Array.Find([Scheme, Secret], path => !settings.Has(path)) is { } missing)
        {
            settings.Error(missing, $"{missing} is missing; a signature requires {Scheme} and {Secret}");
            return null;
        }

        var scheme = settings.Text(Scheme);
        if (scheme != Hmac && Array.Find(OfHmac, settings.Has) is { } alone)
            settings.Error(alone, $"{alone} requires {Scheme}: {Hmac}");
        if (scheme is GitHub or Hmac && settings.Has(Tolerance))
            settings.Error(Tolerance, $"{Tolerance} is not valid with {scheme}, whose signatures have no timestamp");
        if (scheme == Hmac && settings.Text(Header) is not { Length: > 0 })
            settings.Error(Header, $"{Header} is missing; use the name of the header with the signature");
        if (settings.Duration(Tolerance) is { } time && time <= TimeSpan.Zero)
            settings.Error(Tolerance, $"{Tolerance} must be greater than zero");

        string[] secrets = [.. ((string?[])[settings.Text(Secret), settings.Text(Previous)]).OfType<string>()];
        var tolerance = settings.Duration(Tolerance) ?? SignatureText.DefaultTolerance;
        switch (scheme)
        {
            case Standard:
                if (SignatureKeys.TryReadStandard(secrets) is { } keys)
                    return new StandardWebhooksScheme(keys) { Tolerance = tolerance };
                const string Form = "a secret of Standard Webhooks is base64, usually with the prefix whsec_";
                // A secret that is a reference is empty until the source is created.
                if (secrets.All(secret => secret.Length > 0))
                    settings.Error(Secret, Form);
                return new UnreadableScheme(Form);
            case GitHub:
                return HmacScheme.OfGitHub(SignatureKeys.OfText(secrets));
            case Stripe:
                return new StripeScheme(SignatureKeys.OfText(secrets)) { Tolerance = tolerance };
            default:
                return new HmacScheme(SignatureKeys.OfText(secrets), settings.Text(Header) ?? "")
                {
                    Hash = new HashAlgorithmName((settings.Text("signature.algorithm") ?? "sha256").ToUpperInvariant()),
                    IsBase64 = settings.Text("signature.encoding") == "base64",
                    Prefix = settings.Text("signature.prefix") ?? "",
                };
        }
    }
}
