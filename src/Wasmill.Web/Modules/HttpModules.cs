using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Modules;

/// <summary>The modules of a server, found by the path of a request.</summary>
/// <param name="modules">The modules. No prefix begins with another one.</param>
public sealed class HttpModules(IReadOnlyList<IHttpModule> modules)
{
    /// <summary>Has a module answer a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isPublic">Whether it came on an address that others reach: then only public modules answer.</param>
    /// <returns>The answer on its way; null when no module has the path.</returns>
    public Task? Handle(HttpContext context, bool isPublic)
    {
        var path = context.Request.Path.Value ?? "/";
        foreach (var module in modules)
        {
            if (isPublic && !module.IsPublic)
                continue;
            var prefix = module.Prefix;
            if (prefix[^1] == '/' ? path.StartsWith(prefix, StringComparison.Ordinal) : path == prefix)
                return module.HandleAsync(context, path[prefix.Length..]);
        }

        return null;
    }
}
