using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Modules;

/// <summary>A part of a server that answers the requests below a path of its own.</summary>
public interface IHttpModule
{
    /// <summary>Its path, such as <c>/metrics</c>; with a slash at its end, such as <c>/api/</c>, it has everything below.</summary>
    string Prefix { get; }

    /// <summary>Whether it also answers on an address that others than this machine reach.</summary>
    bool IsPublic { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="rest">What follows the prefix in the path; empty for a prefix without a slash at its end.</param>
    Task HandleAsync(HttpContext context, string rest);
}
