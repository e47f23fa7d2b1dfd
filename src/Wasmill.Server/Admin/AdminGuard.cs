using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Web.Requests;

namespace Wasmill.Server.Admin;

/// <summary>
/// Access control of the admin API: requests need the token in the broker's folder. Host and Origin are checked too, so that no web page
/// can reach it through a user's browser.
/// </summary>
internal sealed class AdminGuard(string token)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {token}");

    /// <summary>Checks a request; returns the status and reason of a rejection, or null.</summary>
    public (int Status, string Reason)? Check(HttpRequest request)
    {
        // Stricter than the rule for the whole address: the host names that producers may use are not valid here,
        // nor are pages of localhost.
        if (request.Headers.Host is not [{ Length: > 0 } host] || !HostRule.IsLocal(host))
            return (StatusCodes.Status403Forbidden, "the admin API is available on localhost only");
        if (request.Headers.Origin.Count > 0)
            return (StatusCodes.Status403Forbidden, "the admin API rejects web pages of other origins");
        var given = Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(given, _expected)
            ? null
            : (StatusCodes.Status401Unauthorized, "the admin API requires the token in the broker's folder");
    }
}
