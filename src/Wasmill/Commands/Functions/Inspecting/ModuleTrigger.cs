using Wasmill.Apps;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Commands.Functions.Inspecting;

// Tested by: InspectCommandTests
/// <summary>A trigger of a module.</summary>
/// <param name="Component">The component that it calls.</param>
/// <param name="Type">The type, such as <c>http</c>.</param>
/// <param name="Detail">The route or the other settings.</param>
internal sealed record ModuleTrigger(string Component, string Type, string Detail)
{
    /// <summary>Reason why the trigger is not run, with advice; absent if it is run.</summary>
    public string? Advice { get; init; }

    /// <summary>The triggers of all components that have the module of one; null for a module without a manifest.</summary>
    public static IReadOnlyList<ModuleTrigger>? Of(AppModel app, ComponentModel component)
    {
        if (app.ManifestPath is null)
            return null;
        var ids = app.Components.Where(other => AppModules.IsSame(app, other, component)).Select(other => other.Id).ToHashSet();
        return
        [
            .. app.Routes.Where(route => ids.Contains(route.ComponentId))
                .Select(route => new ModuleTrigger(route.ComponentId, "http", $"route {route.Path}")),
            .. app.PrivateTriggers.Where(trigger => ids.Contains(trigger.ComponentId))
                .Select(trigger => new ModuleTrigger(trigger.ComponentId, "http", "private")),
            .. app.Triggers.Where(trigger => ids.Contains(trigger.ComponentId))
                .Select(trigger => new ModuleTrigger(trigger.ComponentId, trigger.Type, trigger.Detail)
                {
                    Advice = trigger.Advice,
                }),
        ];
    }
}
