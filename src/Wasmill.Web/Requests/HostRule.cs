using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Wasmill.Web.Requests;

// Tested by: HostRuleTests
/// <summary>
/// The host names that are accepted on a loopback address. Otherwise a web page whose name resolves to 127.0.0.1 (DNS rebinding) could
/// reach it through the
/// user's browser; the browser sends its name in the headers <c>Host</c> and <c>Origin</c>.
/// </summary>
public sealed class HostRule
{
    private const string Any = "*";

    // Names of the host in container runtimes. ".internal" is reserved for private use: no page on the Internet can have such a name.
    private static readonly string[] ContainerHosts = ["host.docker.internal", "host.containers.internal"];

    private readonly string[] _allowed;
    private readonly bool _isOff;

    /// <summary>Creates the rule of an address.</summary>
    /// <param name="isLoopback">Indicates whether the address is a loopback address. For other addresses the rule applies only if names are
    /// allowed.</param>
    /// <param name="allowed">Additional names: <c>mill.example</c>, <c>*.mill.example</c>, or <c>*</c> for all.</param>
    public HostRule(bool isLoopback, IReadOnlyList<string> allowed)
    {
        _allowed = [.. allowed];
        _isOff = allowed.Contains(Any) || (!isLoopback && allowed.Count == 0);
    }

    /// <summary>Indicates whether a text is a valid name to allow: a host name, <c>*.</c> and a host name, or <c>*</c>.</summary>
    public static bool IsValid(string allowed) => allowed == Any
        || Uri.CheckHostName(allowed.StartsWith("*.", StringComparison.Ordinal) ? allowed[2..] : allowed.Trim('[', ']'))
            != UriHostNameType.Unknown;

    /// <summary>
    /// Indicates whether the value of a <c>Host</c> header is <c>localhost</c>, a subdomain of it, or a loopback address.
    /// </summary>
    public static bool IsLocal(ReadOnlySpan<char> authority) => IsLocalName(NameOf(authority));

    /// <summary>Returns the reason why a request is rejected, or null.</summary>
    public string? Check(HttpRequest request)
    {
        if (_isOff)
            return null;
        var headers = request.Headers;
        // A browser always sends a host; HTTP/1.0 clients may omit it.
        if (headers.Host is [{ Length: > 0 } host] && !IsAllowed(host))
            return $"\"{host}\" is not a valid host name of this server; use localhost, or allow the name with --allow-host {NameOf(host)}";
        return headers.Origin.Count == 0 || IsSafe(request.Method) ? null : CheckOrigin(headers.Origin);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private string? CheckOrigin(StringValues origins)
    {
        foreach (var origin in origins)
        {
            var text = origin.AsSpan();
            var scheme = text.IndexOf("://");
            if (scheme < 0)
                return $"the origin \"{origin}\" of the web page has no host name; "
                    + "only pages from localhost and allowed hosts may send this request";
            if (!IsAllowed(text[(scheme + 3)..]))
                return $"web pages of {origin} may not send this request; allow their host with --allow-host "
                    + $"{NameOf(text[(scheme + 3)..])}";
        }

        return null;
    }

    private bool IsAllowed(ReadOnlySpan<char> authority)
    {
        var name = NameOf(authority);
        if (IsLocalName(name))
            return true;
        foreach (var container in ContainerHosts)
        {
            if (name.Equals(container, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        foreach (var allowed in _allowed)
        {
            if (allowed.StartsWith("*.", StringComparison.Ordinal)
                ? name.EndsWith(allowed.AsSpan(1), StringComparison.OrdinalIgnoreCase)
                : name.Equals(allowed, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Removes the port and the trailing dot of a fully qualified name; an IPv6 address keeps its brackets.
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> authority)
    {
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && authority.LastIndexOf(']') < colon)
            authority = authority[..colon];
        return authority.EndsWith('.') ? authority[..^1] : authority;
    }

    private static bool IsLocalName(ReadOnlySpan<char> name)
    {
        // The first two checks allocate nothing.
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.SequenceEqual("127.0.0.1"))
            return true;
        if (name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        var literal = name is ['[', .., ']'] ? name[1..^1] : name;
        return IPAddress.TryParse(literal, out var address) && IPAddress.IsLoopback(address);
    }
}
