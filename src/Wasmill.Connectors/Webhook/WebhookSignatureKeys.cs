using System.Security.Cryptography;
using Wasmill.Connectors.Webhook.Signatures;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Webhook;

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
    public static SettingDefinition Group { get; } = new("signature", SettingType.Group, "how requests are signed")
    {
        Settings =
        [
            new("scheme", SettingType.Choice,
                "how the sender signs; needed for a signature") { Choices = [Standard, GitHub, Stripe, Hmac] },
            new("secret", SettingType.Text, "the secret that the sender signs with; needed for a signature") { Secret = SecretRule.Value },
            new("previousSecret", SettingType.Text,
                "the secret from before, which holds as well while it is replaced") { Secret = SecretRule.Value },
            new("tolerance", SettingType.Duration, $"how old a signature may be, with {Standard} and {Stripe}") { Default = "5m" },
            new("header", SettingType.Text, $"the header that has the signature, with {Hmac}"),
            new("algorithm", SettingType.Choice, $"the hash, with {Hmac}") { Choices = ["sha1", "sha256", "sha512"], Default = "sha256" },
            new("encoding", SettingType.Choice, $"the form of the signature, with {Hmac}") { Choices = ["hex", "base64"], Default = "hex" },
            new("prefix", SettingType.Text, $"what stands before the signature in the header, with {Hmac}"),
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
            settings.Error(missing, $"{missing} is missing: a signature has {Scheme} and {Secret}");
            return null;
        }

        var scheme = settings.Text(Scheme);
        if (scheme != Hmac && Array.Find(OfHmac, settings.Has) is { } alone)
            settings.Error(alone, $"{alone} is of no use without {Scheme}: {Hmac}");
        if (scheme is GitHub or Hmac && settings.Has(Tolerance))
            settings.Error(Tolerance, $"{Tolerance} is of no use with {scheme}, whose signatures have no time");
        if (scheme == Hmac && settings.Text(Header) is not { Length: > 0 })
            settings.Error(Header, $"{Header} is missing: the header that has the signature");
        if (settings.Duration(Tolerance) is { } time && time <= TimeSpan.Zero)
            settings.Error(Tolerance, $"{Tolerance} must be more than 0");

        string[] secrets = [.. ((string?[])[settings.Text(Secret), settings.Text(Previous)]).OfType<string>()];
        var tolerance = settings.Duration(Tolerance) ?? SignatureText.DefaultTolerance;
        switch (scheme)
        {
            case Standard:
                if (SignatureKeys.TryReadStandard(secrets) is { } keys)
                    return new StandardWebhooksScheme(keys) { Tolerance = tolerance };
                const string Form = "a secret of Standard Webhooks is base64, usually with whsec_ before it";
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
