using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Wasmill.Web.Requests;

// Tested by: HostRuleTests
/// <summary>
/// The names by which an address on loopback may be called. A web page whose name resolves to 127.0.0.1 (DNS rebinding) would otherwise reach it through the user's browser;
/// the browser tells by the headers <c>Host</c> and <c>Origin</c>.
/// </summary>
public sealed class HostRule
{
    private const string Any = "*";

    // Names that container runtimes give to the host. ".internal" is reserved for private use: no page of the Internet can have one of them.
    private static readonly string[] ContainerHosts = ["host.docker.internal", "host.containers.internal"];

    private readonly string[] _allowed;
    private readonly bool _isOff;

    /// <summary>Creates the rule of an address.</summary>
    /// <param name="isLoopback">Whether the address is on loopback. Another address is for others: there the rule holds only when names are allowed.</param>
    /// <param name="allowed">More names: <c>mill.example</c>, <c>*.mill.example</c>, or <c>*</c> for all.</param>
    public HostRule(bool isLoopback, IReadOnlyList<string> allowed)
    {
        _allowed = [.. allowed];
        _isOff = allowed.Contains(Any) || (!isLoopback && allowed.Count == 0);
    }

    /// <summary>Whether a text can be allowed: a host name, one with <c>*.</c> before it, or <c>*</c>.</summary>
    public static bool IsValid(string allowed) => allowed == Any || Uri.CheckHostName(allowed.StartsWith("*.", StringComparison.Ordinal) ? allowed[2..] : allowed.Trim('[', ']')) != UriHostNameType.Unknown;

    /// <summary>Whether a host, as the header <c>Host</c> has it, is <c>localhost</c>, a name under it, or a loopback address.</summary>
    public static bool IsLocal(ReadOnlySpan<char> authority) => IsLocalName(NameOf(authority));

    /// <summary>Why a request is refused, or null.</summary>
    public string? Check(HttpRequest request)
    {
        if (_isOff)
            return null;
        var headers = request.Headers;
        // A browser always sends a host; clients of HTTP/1.0 may leave it out.
        if (headers.Host is [{ Length: > 0 } host] && !IsAllowed(host))
            return $"\"{host}\" is not a name of this server: use localhost, or allow the name with --allow-host {NameOf(host)}";
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
                return $"the web page is of the origin \"{origin}\", which has no name: only pages of localhost and of allowed hosts may send this";
            if (!IsAllowed(text[(scheme + 3)..]))
                return $"web pages of {origin} may not send this: allow their host with --allow-host {NameOf(text[(scheme + 3)..])}";
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
            if (allowed.StartsWith("*.", StringComparison.Ordinal) ? name.EndsWith(allowed.AsSpan(1), StringComparison.OrdinalIgnoreCase) : name.Equals(allowed, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // Without the port and the dot of a fully qualified name; an IPv6 address keeps its brackets.
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> authority)
    {
        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && authority.LastIndexOf(']') < colon)
            authority = authority[..colon];
        return authority.EndsWith('.') ? authority[..^1] : authority;
    }

    private static bool IsLocalName(ReadOnlySpan<char> name)
    {
        // The first two allocate nothing.
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.SequenceEqual("127.0.0.1"))
            return true;
        if (name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        var literal = name is ['[', .., ']'] ? name[1..^1] : name;
        return IPAddress.TryParse(literal, out var address) && IPAddress.IsLoopback(address);
    }
}
