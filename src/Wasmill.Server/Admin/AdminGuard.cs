using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Web.Requests;

namespace Wasmill.Server.Admin;

/// <summary>
/// Who may use the admin API: whoever knows the token in the broker's folder. Host and Origin are checked too, so that no web page can use
/// a user's browser against it.
/// </summary>
internal sealed class AdminGuard(string token)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {token}");

    /// <summary>Why a request is refused, or null.</summary>
    public (int Status, string Reason)? Check(HttpRequest request)
    {
        // Stricter than the rule of the whole address: names that were allowed for producers do not hold here,
        // and neither do pages of localhost.
        if (request.Headers.Host is not [{ Length: > 0 } host] || !HostRule.IsLocal(host))
            return (StatusCodes.Status403Forbidden, "the admin API answers on localhost only");
        if (request.Headers.Origin.Count > 0)
            return (StatusCodes.Status403Forbidden, "the admin API does not answer web pages of other origins");
        var given = Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(given, _expected)
            ? null
            : (StatusCodes.Status401Unauthorized, "the admin API needs the token in the broker's folder");
    }
}
