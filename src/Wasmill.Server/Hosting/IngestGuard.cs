using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Server.Home;

namespace Wasmill.Server.Hosting;

/// <summary>
/// Who may send events: everybody as long as the broker has no credentials, then whoever shows one, as a bearer token (header, or <c>access_token</c> as the HTTP webhook
/// specification has it) or by basic authentication. The admin token counts as well: commands on the same machine send with it.
/// </summary>
internal sealed class IngestGuard(CredentialFile file, string adminToken, TimeProvider time)
{
    private const int MostRemembered = 1_000;
    // A look at the file with every request was a fiftieth of the broker's work.
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _admin = CredentialFile.HashToken(adminToken);
    // Passwords that were verified, by the hash of what was shown: PBKDF2 for every event would be a quarter of a second each.
    private readonly ConcurrentDictionary<string, byte> _verified = [];
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<Credential> _credentials = [];
    private long _lookedAt = time.GetTimestamp() - time.TimestampFrequency;
    private (DateTime Changed, bool Exists) _seen = (DateTime.MinValue, false);

    /// <summary>Whether everybody may send events.</summary>
    public bool IsOpen => Current().Count == 0;

    /// <summary>Answers 401 when a request may not send events.</summary>
    /// <returns>Whether it may.</returns>
    public async Task<bool> PassesAsync(HttpContext context)
    {
        var credentials = Current();
        if (credentials.Count == 0)
            return true;
        var header = context.Request.Headers.Authorization.ToString();
        var query = context.Request.Query["access_token"].ToString();
        if (query.Length > 0)
            context.Response.Headers.CacheControl = "private";
        if (header.Length == 0 && query.Length > 0 ? PassesBearer(query, credentials) : PassesHeader(header, credentials))
            return true;
        context.Response.Headers.WWWAuthenticate = new(["Bearer realm=\"wasmill\"", "Basic realm=\"wasmill\""]);
        await HttpLines.AnswerAsync(context, StatusCodes.Status401Unauthorized, header.Length + query.Length == 0 ? "this broker takes events from known senders only: a bearer token or a user's name and password is missing" : "the token or the password is not known");
        return false;
    }

    private bool PassesHeader(string header, IReadOnlyList<Credential> credentials)
    {
        const string Bearer = "Bearer ";
        const string Basic = "Basic ";
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return PassesBearer(header[Bearer.Length..].Trim(), credentials);
        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && PassesBasic(header[Basic.Length..].Trim(), credentials);
    }

    // Every one is compared, whichever fits: how long it takes says nothing.
    private bool PassesBearer(string token, IReadOnlyList<Credential> credentials)
    {
        var hash = CredentialFile.HashToken(token);
        var passes = CryptographicOperations.FixedTimeEquals(hash, _admin);
        foreach (var credential in credentials.Where(credential => credential.Kind == Credential.Bearer))
            passes |= CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(credential.Hash));
        return passes;
    }

    private bool PassesBasic(string text, IReadOnlyList<Credential> credentials)
    {
        Span<byte> bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count))
            return false;
        var pair = Encoding.UTF8.GetString(bytes[..count]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || credentials.FirstOrDefault(one => one.Kind == Credential.Basic && one.Name == pair[..colon]) is not { } credential)
            return false;
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{credential.Salt}\n{pair}")));
        if (_verified.ContainsKey(key))
            return true;
        var hash = CredentialFile.HashPassword(pair[(colon + 1)..], Convert.FromBase64String(credential.Salt));
        if (!CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(credential.Hash)))
            return false;
        if (_verified.Count < MostRemembered)
            _verified.TryAdd(key, 0);
        return true;
    }

    // A removed credential holds for 20 ms at most.
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
                _verified.Clear();
                _seen = state;
            }

            // Last: until then nobody may take the old ones for looked at.
            Volatile.Write(ref _lookedAt, now);
            return _credentials;
        }
    }
}
