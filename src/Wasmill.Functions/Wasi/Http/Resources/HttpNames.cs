namespace Wasmill.Functions.Wasi.Http.Resources;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests
/// <summary>The names of the cases of the variants of <c>wasi:http</c>.</summary>
internal static class HttpNames
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];
    private static readonly string[] Schemes = ["http", "https"];

    private static readonly string[] Errors =
    [
        "DNS-timeout", "DNS-error", "destination-not-found", "destination-unavailable", "destination-IP-prohibited",
        "destination-IP-unroutable", "connection-refused", "connection-terminated", "connection-timeout", "connection-read-timeout",
        "connection-write-timeout", "connection-limit-reached", "TLS-protocol-error", "TLS-certificate-error", "TLS-alert-received",
        "HTTP-request-denied", "HTTP-request-length-required", "HTTP-request-body-size", "HTTP-request-method-invalid",
        "HTTP-request-URI-invalid", "HTTP-request-URI-too-long", "HTTP-request-header-section-size", "HTTP-request-header-size",
        "HTTP-request-trailer-section-size", "HTTP-request-trailer-size", "HTTP-response-incomplete", "HTTP-response-header-section-size",
        "HTTP-response-header-size", "HTTP-response-body-size", "HTTP-response-trailer-section-size", "HTTP-response-trailer-size",
        "HTTP-response-transfer-coding", "HTTP-response-content-coding", "HTTP-response-timeout", "HTTP-upgrade-failed",
        "HTTP-protocol-error", "loop-detected", "configuration-error", "internal-error",
    ];

    /// <summary>The number of errors.</summary>
    public static int ErrorCount => Errors.Length;

    /// <summary>The number of methods with the one that carries a name.</summary>
    public static int MethodCount => Methods.Length + 1;

    /// <summary>The number of schemes with the one that carries a name.</summary>
    public static int SchemeCount => Schemes.Length + 1;

    /// <summary>Returns the case of a method; the last one carries its name.</summary>
    public static int CaseOfMethod(string method) => Array.IndexOf(Methods, method) is >= 0 and var index ? index : Methods.Length;

    /// <summary>Returns the case of a scheme; the last one carries its name.</summary>
    public static int CaseOfScheme(string scheme) => Array.IndexOf(Schemes, scheme) is >= 0 and var index ? index : Schemes.Length;

    /// <summary>Returns the method of a case; null for the last one.</summary>
    public static string? Method(int method) => method < Methods.Length ? Methods[method] : null;

    /// <summary>Returns the scheme of a case; null for the last one.</summary>
    public static string? Scheme(int scheme) => scheme < Schemes.Length ? Schemes[scheme] : null;

    /// <summary>Returns the name of an error.</summary>
    public static string Error(int error) => Errors[error];
}
