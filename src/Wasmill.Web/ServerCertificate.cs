using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wasmill.Storage;

namespace Wasmill.Web;

// Tested by: UpTests
/// <summary>
/// A certificate and its key in PEM files. New connections use the current content of the files, so a renewal needs no restart.
/// </summary>
public sealed class ServerCertificate : IDisposable
{
    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly Lock _lock = new();
    private X509Certificate2 _current;
    private (DateTime, DateTime) _seen;

    /// <summary>Reads the files.</summary>
    /// <param name="certificatePath">The certificate, followed by the rest of its chain.</param>
    /// <param name="keyPath">The key.</param>
    /// <exception cref="WebServerException">The files cannot be read or do not match.</exception>
    public ServerCertificate(string certificatePath, string keyPath)
    {
        (_certificatePath, _keyPath) = (certificatePath, keyPath);
        try
        {
            _seen = Times();
            _current = Load();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WebServerException(
                $"the certificate {certificatePath} with the key {keyPath} cannot be used: {IoReason.Of(error)}", error);
        }
    }

    /// <summary>
    /// The current certificate of the files. While the files are invalid, for example during their replacement, the previous one is kept.
    /// </summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_lock)
            {
                var times = Times();
                if (times == _seen)
                    return _current;
                try
                {
                    // The previous certificate is not disposed: a handshake may be using it.
                    _current = Load();
                    _seen = times;
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
                {
                    return _current;
                }

                return _current;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _current.Dispose();

    private (DateTime, DateTime) Times() => (File.GetLastWriteTimeUtc(_certificatePath), File.GetLastWriteTimeUtc(_keyPath));

    private X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);
}
