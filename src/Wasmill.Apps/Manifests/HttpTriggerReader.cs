using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads the settings of an HTTP trigger in either version: route, executor, static response.</summary>
internal static class HttpTriggerReader
{
    /// <summary>Reads the route.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="isPrivate">Indicates whether only other components reach the trigger.</param>
    /// <returns>Null for a private or invalid route.</returns>
    public static string? ReadRoute(ManifestNode trigger, out bool isPrivate)
    {
        isPrivate = false;
        if (trigger.Take("route") is TomlTable)
        {
            var privacy = trigger.Table("route")!;
            isPrivate = privacy.Truth("private") == true;
            if (!isPrivate)
                trigger.Error("route", "the route must be a text such as \"/...\", or { private = true }");
            privacy.Finish();
            return null;
        }

        var route = trigger.Required("route");
        if (trigger.Take("route") is not TomlScalar { Value: string })
            return null;
        if (RouteRules.Explain(route) is not { } reason)
            return route;
        trigger.Error("route", reason);
        return null;
    }

    /// <summary>Reads the way in which the component is called.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="unsupported">Receives the reason if it is not supported.</param>
    public static ExecutorModel ReadExecutor(ManifestNode trigger, List<ManifestError> unsupported)
    {
        if (trigger.Table("executor") is not { } executor)
            return ExecutorModel.Http;
        var (type, arguments, entry) = (executor.Required("type"), executor.Text("argv"), executor.Text("entrypoint"));
        executor.Finish();
        switch (type)
        {
            case "http" or "spin":
                if (arguments is not null || entry is not null)
                    trigger.Error("executor", "argv and entrypoint are only valid for the executor wagi");
                return ExecutorModel.Http;
            case "wagi":
                if (entry is not (null or "_start"))
                    unsupported.Add(executor.Refuse("entrypoint", "a program begins at _start; other entry points are not supported"));
                return new ExecutorModel(arguments ?? ExecutorModel.DefaultArguments);
            default:
                if (type.Length > 0)
                    executor.Error("type", $"\"{type}\" is not a valid executor; use http, spin or wagi");
                return ExecutorModel.Http;
        }
    }

    /// <summary>Reads a static response; null if absent.</summary>
    public static StaticResponseModel? ReadStatic(ManifestNode trigger)
    {
        if (trigger.Table("static_response") is not { } table)
            return null;
        var (status, headers, body) = (table.Number("status_code") ?? 200, table.Map("headers"), table.Text("body") ?? "");
        if (status is < 200 or > 599)
            table.Error("status_code", $"the status {status} is not between 200 and 599");
        foreach (var (name, value) in headers)
        {
            if (!IsToken(name) || value.AsSpan().ContainsAny('\r', '\n', '\0'))
                table.Error("headers", $"HTTP does not allow the header {name} with this value");
        }

        table.Finish();
        return new StaticResponseModel((int)status, headers, body);
    }

    // RFC 9110, section 5.6.2.
    private static bool IsToken(string name) => name.Length > 0
        && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));

    /// <summary>Reads the path that all routes begin with; <c>/</c> if there is none.</summary>
    public static string ReadBase(ManifestNode settings)
    {
        var text = settings.Text("base") ?? RouteModel.NoBase;
        var path = "/" + text.Trim('/');
        if (path.AsSpan().ContainsAny(':', '*') || path.Contains("...", StringComparison.Ordinal) || RouteRules.Explain(path) is not null)
            settings.Error("base", $"\"{text}\" is not a valid base; use a path such as /api");
        return path;
    }
}
