using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests;

/// <summary>A kind of source with a setting of every type.</summary>
internal sealed class EverySettingKind : IComponentKind
{
    public ComponentRole Role => ComponentRole.Source;

    public string CommandName => "every";

    public string ApiVersion => "test.wasmill.dev/v1";

    public string Kind => "EverySource";

    public string Description => "a source with a setting of every type";

    public AnswerRule Answers => AnswerRule.Never;

    public IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("text", SettingType.Text, "a text"),
        new("flag", SettingType.Boolean, "a boolean") { Default = "false" },
        new("count", SettingType.WholeNumber, "a number") { Minimum = 1, Maximum = 100, Default = "10" },
        new("wait", SettingType.Duration, "a time"),
        new("mode", SettingType.Choice, "a choice") { Choices = ["one", "two", "three"] },
        new("file", SettingType.Path, "a path"),
        new("servers", SettingType.TextList, "a list"),
        new("headers", SettingType.TextMap, "a map"),
        new("token", SettingType.Text, "a secret") { Secret = SecretRule.Value },
        new("group", SettingType.Group, "a group")
        {
            Settings =
            [
                new("inner", SettingType.Text, "an inner text") { IsRequired = true },
                new("key", SettingType.Text, "an inner secret") { Secret = SecretRule.Value },
            ],
        },
        new("rules", SettingType.GroupList, "a list of groups")
        {
            Settings =
            [
                new("name", SettingType.Text, "the rule's name") { IsRequired = true },
                new("limit", SettingType.WholeNumber, "the rule's limit"),
            ],
        },
    ];

    public IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("everything on one line", MapValue.Of(("text", "it's"), ("flag", "true"), ("group.inner", "x"))
            .With("servers", new ListValue([new ScalarValue("a"), new ScalarValue("b c")]))
            .With("headers", MapValue.Of(("one", "1")))
            .With("token", new SecretValue(SecretSource.Environment, "TOKEN"))),
    ];

    public void Check(SettingsReader settings)
    {
        if (settings.Has("mode") && settings.Boolean("flag"))
            settings.Error("mode", "a mode and a flag exclude each other");
        foreach (var rule in settings.Groups("rules").Where(rule => rule.Text("name") == "bad"))
            rule.Error("name", "bad is not a valid name; use another");
    }

    public string AddressOf(SettingsReader settings) => settings.Text("text") ?? "nowhere";
}
