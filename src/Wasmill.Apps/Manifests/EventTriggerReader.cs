using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests;

// Tested by: TriggerTypesTests
/// <summary>Reads the settings of a trigger that is known but not run: <c>redis</c> or <c>cron</c>, in either version.</summary>
internal static class EventTriggerReader
{
    /// <summary>Reads a trigger of one of the types of <see cref="TriggerTypes.Known"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="component">The component that it would call.</param>
    /// <param name="address">The Redis server of all triggers of the app; null if there is none.</param>
    public static EventTriggerModel Read(string type, ManifestNode trigger, string component, string? address)
    {
        var detail = type == TriggerTypes.Cron
            ? $"cron_expression {trigger.Required("cron_expression")}"
            : $"channel {trigger.Required("channel")}{Server(trigger.Text("address") ?? address)}";
        trigger.Finish();
        return new EventTriggerModel(type, component, detail, TriggerTypes.Known[type], trigger.PlaceOf(""));
    }

    // An address may have a user and a password, and parameters that are secret as well.
    private static string Server(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Length > 0 ? $" at {url.Scheme}://{url.Authority}" : "";
}
