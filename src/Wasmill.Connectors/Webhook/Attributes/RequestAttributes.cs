using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Wasmill.Events;
using Wasmill.Events.Validation;
using Wasmill.Web.Messages;

namespace Wasmill.Connectors.Webhook.Attributes;

// Tested by: AttributeTemplateTests
/// <summary>Makes extension attributes of parts of a request, with the names of TriggerMesh's webhook source.</summary>
internal static class RequestAttributes
{
    private const int LongestName = 20;
    // A query may have any number of parameters, and each attribute travels with the event everywhere.
    private const int Most = 64;

    private static readonly string[] Credentials = [HeaderNames.Authorization, HeaderNames.ProxyAuthorization, HeaderNames.Cookie];

    /// <summary>Adds the attributes.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="request">The request.</param>
    /// <param name="extensions">Receives the attributes; existing names are not changed.</param>
    public static void Add(RequestParts parts, HttpRequest request, List<ExtensionAttribute> extensions)
    {
        if (parts == RequestParts.None)
            return;
        if (parts.HasFlag(RequestParts.Path))
            AddOne("path", request.Path.Value ?? "/", extensions);
        if (parts.HasFlag(RequestParts.Method))
            AddOne("method", request.Method, extensions);
        if (parts.HasFlag(RequestParts.Host))
            AddOne("host", request.Host.Value ?? "", extensions);
        if (parts.HasFlag(RequestParts.Queries))
        {
            foreach (var (name, values) in request.Query)
                AddAll("q", name, values, extensions);
        }

        if (parts.HasFlag(RequestParts.Headers))
        {
            foreach (var (name, values) in request.Headers)
            {
                if (!Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
                    AddAll("h", name, values, extensions);
            }
        }
    }

    // Several values are numbered from 0.
    private static void AddAll(string prefix, string name, StringValues values, List<ExtensionAttribute> extensions)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var number = values.Count > 1 ? i.ToString(CultureInfo.InvariantCulture) : "";
            AddOne(Shorten($"{prefix}{name}") + number, HeaderBytes.ToText(values[i] ?? ""), extensions);
        }
    }

    private static string Shorten(string name)
    {
        var kept = string.Concat(name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
        return kept.Length <= LongestName ? kept : kept[..LongestName];
    }

    private static void AddOne(string name, string value, List<ExtensionAttribute> extensions)
    {
        // Values that are not valid in an attribute are skipped: a query parameter must not cause a rejection.
        var isFit = value.Length > 0 && AttributeRules.IsName(name) && AttributeRules.Check(name, value) is null;
        if (isFit && extensions.Count < Most && extensions.TrueForAll(known => known.Name != name))
            extensions.Add(new ExtensionAttribute(name, value));
    }
}
