using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

// Tested by: WasiHttpTypesTests
/// <summary>The resource <c>incoming-request</c>.</summary>
/// <param name="request">The request.</param>
internal sealed class IncomingRequest(FunctionRequest request) : IResource
{
    private const string FullUrl = "spin-full-url";
    private const string Separator = "://";

    private Fields? _fields;

    /// <inheritdoc />
    public static string TypeName => "incoming-request";

    /// <summary>The request.</summary>
    public FunctionRequest Request => request;

    /// <summary>The headers.</summary>
    public Fields Fields => _fields ??= Fields.OfMessage(request.Headers);

    /// <summary>Indicates whether the body was handed out.</summary>
    public bool IsConsumed { get; set; }

    /// <summary>The scheme: that of the URL that the client asked for.</summary>
    public string Scheme => Url() is { } url ? url[..url.IndexOf(Separator, StringComparison.Ordinal)] : "http";

    /// <summary>The host that the client asked for, with its port.</summary>
    public string Authority
    {
        get
        {
            if (Url() is not { } url)
                return Find("host") ?? "localhost";
            var start = url.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length;
            var end = url.AsSpan(start).IndexOfAny('/', '?');
            return end < 0 ? url[start..] : url.Substring(start, end);
        }
    }

    private string? Url() => Find(FullUrl) is { } url && url.IndexOf(Separator, StringComparison.Ordinal) > 0 ? url : null;

    private string? Find(string name)
    {
        foreach (var header in request.Headers)
        {
            if (header.Name == name)
                return header.Value;
        }

        return null;
    }
}
