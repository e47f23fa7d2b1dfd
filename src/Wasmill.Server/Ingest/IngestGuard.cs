using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Client.Home;
using Wasmill.Server.Ingest.Passwords;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Ingest;

// Tested by: IngestTests, PasswordTests
/// <summary>
/// Authentication of producers: without credentials all requests are accepted; otherwise a request needs a bearer token (header, or
/// <c>access_token</c> of the HTTP webhook specification) or basic authentication. The admin token is valid too: commands on the
/// same machine use it.
/// </summary>
internal sealed class IngestGuard(CredentialFile file, string adminToken, TimeProvider time) : IDisposable
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";
    private const string Unknown = "the token or password is not valid";

    // Checking the file with every request was 2 % of the broker's work.
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _admin = CredentialFile.HashToken(adminToken);
    private readonly PasswordCheck _passwords = new(time);
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<Credential> _credentials = [];
    private long _lookedAt = time.GetTimestamp() - time.TimestampFrequency;
    private (DateTime Changed, bool Exists) _seen = (DateTime.MinValue, false);

    /// <summary>Indicates whether producers need no credentials.</summary>
    public bool IsOpen => Current().Count == 0;

    /// <summary>Checks a request; answers 401, 429 or 503 when it is rejected.</summary>
    /// <returns>True when the request may send events.</returns>
    public async Task<bool> PassesAsync(HttpContext context)
    {
        var credentials = Current();
        if (credentials.Count == 0)
            return true;
        var header = context.Request.Headers.Authorization.ToString();
        var query = context.Request.Query["access_token"].ToString();
        if (query.Length > 0)
            context.Response.Headers.CacheControl = "private";
        if (header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            return await PassesBasicAsync(context, header[Basic.Length..].Trim(), credentials);
        if (header.Length == 0 && query.Length > 0
            ? PassesBearer(query, credentials)
            : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && PassesBearer(header[Bearer.Length..].Trim(), credentials))
            return true;
        await RefuseAsync(
            context,
            header.Length + query.Length == 0
                ? "this broker requires authentication: send a bearer token, or a user name and password"
                : Unknown);
        return false;
    }

    /// <inheritdoc />
    public void Dispose() => _passwords.Dispose();

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.Headers.WWWAuthenticate = new(["Bearer realm=\"wasmill\"", "Basic realm=\"wasmill\""]);
        return PlainAnswer.WriteAsync(context, StatusCodes.Status401Unauthorized, reason);
    }

    // Compare all of them even after a match, so that the time reveals nothing.
    private bool PassesBearer(string token, IReadOnlyList<Credential> credentials)
    {
        var hash = CredentialFile.HashToken(token);
        var passes = CryptographicOperations.FixedTimeEquals(hash, _admin);
        foreach (var credential in credentials.Where(credential => credential.Kind == Credential.Bearer))
            passes |= CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(credential.Hash));
        return passes;
    }

    private async Task<bool> PassesBasicAsync(HttpContext context, string text, IReadOnlyList<Credential> credentials)
    {
        // Without basic credentials there is no user name to discover.
        if (Read(text, credentials, context) is not { } attempt || credentials.All(one => one.Kind != Credential.Basic))
        {
            await RefuseAsync(context, Unknown);
            return false;
        }

        switch (await _passwords.VerifyAsync(attempt, context.RequestAborted))
        {
            // The credential may have been revoked while its password was hashed.
            case PasswordVerdict.Right when Current().Contains(attempt.Credential):
                return true;
            case PasswordVerdict.Delayed:
                context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(_passwords.Remaining(attempt).TotalSeconds)).ToString(
                    CultureInfo.InvariantCulture);
                await PlainAnswer.WriteAsync(
                    context,
                    StatusCodes.Status429TooManyRequests,
                    "too many wrong passwords from this address or for this user; try again later");
                return false;
            case PasswordVerdict.Busy:
                context.Response.Headers.RetryAfter = "1";
                await PlainAnswer.WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "too many password checks are waiting; try again later");
                return false;
            default:
                await RefuseAsync(context, Unknown);
                return false;
        }
    }

    private static PasswordAttempt? Read(string text, IReadOnlyList<Credential> credentials, HttpContext context)
    {
        Span<byte> bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..count]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        var name = pair[..colon];
        return new PasswordAttempt(
            name,
            pair[(colon + 1)..],
            credentials.FirstOrDefault(one => one.Kind == Credential.Basic && one.Name == name),
            context.Connection.RemoteIpAddress);
    }

    // A revoked credential stays valid for 20 ms at most.
    private IReadOnlyList<Credential> Current()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(Volatile.Read(ref _lookedAt), now) < LookPeriod)
            return _credentials;
        var info = new FileInfo(file.Path);
        var state = (info.Exists ? info.LastWriteTimeUtc : DateTime.MinValue, info.Exists);
        lock (_lock)
        {
            if (state != _seen)
            {
                _credentials = file.Read();
                _passwords.Forget();
                _seen = state;
            }

            // Last: an earlier assignment would mark the old credentials as current.
            Volatile.Write(ref _lookedAt, now);
            return _credentials;
        }
    }
}
