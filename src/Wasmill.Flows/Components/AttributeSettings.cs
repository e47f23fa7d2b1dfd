using Wasmill.Events;
using Wasmill.Events.Validation;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

// Tested by: CronSourceKindTests, WebhookSourceKindTests
/// <summary>Checks settings that are attributes of the events that a component makes.</summary>
public static class AttributeSettings
{
    private const string Forms = "use lower-case letters and digits, and none of the names of CloudEvents";

    private static readonly HashSet<string> Core =
    [
        "id", "source", "type", "specversion", "datacontenttype", "dataschema", "subject", "time", "data",
    ];

    /// <summary>Checks the value of an attribute, and reports what is wrong with it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="path">The path of the setting.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value; null when the setting is not given.</param>
    public static void Check(SettingsReader settings, string path, string attribute, string? value)
    {
        if (value is not null && AttributeRules.Check(attribute, value) is { } error)
            settings.Error(path, $"{path} is not valid: {error.Message}");
    }

    /// <summary>Checks the name of an extension attribute, and reports what is wrong with it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="path">The path of the map that has the name.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is right.</returns>
    public static bool CheckName(SettingsReader settings, string path, string name)
    {
        var isRight = AttributeRules.IsName(name) && !Core.Contains(name);
        if (!isRight)
            settings.Error(path, $"\"{name}\" is not a valid name of an extension attribute; {Forms}");
        return isRight;
    }

    /// <summary>Reads extension attributes with fixed values, and reports what is wrong with them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="path">The path of the map.</param>
    public static IReadOnlyList<ExtensionAttribute> ReadExtensions(SettingsReader settings, string path)
    {
        var extensions = new List<ExtensionAttribute>();
        foreach (var (name, value) in settings.TextMap(path))
        {
            Check(settings, path, name, value);
            if (CheckName(settings, path, name))
                extensions.Add(new ExtensionAttribute(name, value));
        }

        return extensions;
    }
}
