using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: TlsTests
/// <summary>
/// The certificates of one HTTP target. They are read once: a renewed file takes effect at the next start or edit of the target.
/// </summary>
internal sealed class TlsMaterial : IDisposable
{
    private const string PemStart = "-----BEGIN";
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly X509Certificate2Collection _authorities;
    private readonly X509Certificate2Collection _own;
    private readonly bool _skipsVerification;

    private TlsMaterial(X509Certificate2Collection authorities, X509Certificate2Collection own, bool skipsVerification)
    {
        _authorities = authorities;
        _own = own;
        _skipsVerification = skipsVerification;
    }

    /// <summary>Indicates whether a text is PEM itself, not the path of a PEM file.</summary>
    public static bool IsPem(string text) => text.AsSpan().TrimStart().StartsWith(PemStart, StringComparison.Ordinal);

    /// <summary>Reads certificates.</summary>
    /// <param name="authorities">A PEM file, or PEM itself, with authorities to trust in addition to the machine's own; or null.</param>
    /// <param name="certificate">A PEM file with the client's certificate and its intermediate certificates, or null.</param>
    /// <param name="key">A PEM file with its key; null when the key is in <paramref name="certificate"/>.</param>
    /// <param name="skipVerification">Whether any certificate of the endpoint is accepted.</param>
    /// <exception cref="CryptographicException">A file has no certificate, or the key does not match the certificate.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static TlsMaterial Load(string? authorities, string? certificate, string? key, bool skipVerification)
    {
        var own = new X509Certificate2Collection();
        if (certificate is not null)
        {
            own.Add(ReadPair(certificate, key));
            var file = new X509Certificate2Collection();
            file.ImportFromPemFile(certificate);
            // The first certificate in the file is the client's own, which has been read with its key.
            file[0].Dispose();
            own.AddRange(file.Skip(1).ToArray());
        }

        return new TlsMaterial(ReadAuthorities(authorities), own, skipVerification);
    }

    /// <summary>Applies the certificates to connections.</summary>
    public void Apply(SslClientAuthenticationOptions options)
    {
        if (_own.Count > 0)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(_own[0], [.. _own.Skip(1)], offline: true);
        if (_skipsVerification || _authorities.Count > 0)
            options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                _skipsVerification || IsTrusted(certificate as X509Certificate2, chain, errors);
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        foreach (var certificate in _authorities.Concat(_own))
            certificate.Dispose();
    }

    private static X509Certificate2 ReadPair(string certificate, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (ArgumentException error)
        {
            // A key that does not match is an error in the files, not in the caller.
            throw new CryptographicException($"the key in {key ?? certificate} does not match the certificate in {certificate}", error);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string? text)
    {
        var authorities = new X509Certificate2Collection();
        if (text is null)
            return authorities;
        if (IsPem(text))
            authorities.ImportFromPem(text);
        else
            authorities.ImportFromPemFile(text);
        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException($"{(IsPem(text) ? "the text" : text)} contains no certificate");
    }

    // Authorities cannot fix a wrong name or a missing certificate;
    // only a chain that does not end in one of the machine's own is checked again.
    private bool IsTrusted(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null)
            return false;
        using var again = new X509Chain();
        again.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        again.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        again.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        again.ChainPolicy.DisableCertificateDownloads = true;
        again.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        again.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        foreach (var element in chain.ChainElements)
            again.ChainPolicy.ExtraStore.Add(element.Certificate);
        return again.Build(certificate);
    }
}
