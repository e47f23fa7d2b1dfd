using Wasmill.Broker.Targets;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests;

/// <summary>A kind of target with the settings that these tests need, enough to read and edit flows with.</summary>
internal sealed class TestKind : ITargetKind
{
    public static ComponentKinds All { get; } = new(new TestKind(), new EverySettingKind());

    public ComponentRole Role => ComponentRole.Target;

    public string CommandName => "cloudevents";

    public string ApiVersion => "targets.triggermesh.io/v1alpha1";

    public string Kind => "CloudEventsTarget";

    public string Description => "for tests";

    public AnswerRule Answers => AnswerRule.Possible;

    public UriSettings ForUris { get; } = new("endpoint", "tls.ca");

    public IReadOnlyList<ComponentExample> Examples => [];

    public IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("endpoint", SettingType.Text, "where") { IsRequired = true },
        new("credentials", SettingType.Group, "how to prove it")
        {
            Settings =
            [
                new("basicAuth", SettingType.Group, "basic authentication")
                {
                    Settings =
                    [
                        new("username", SettingType.Text, "the user"),
                        new("password", SettingType.Text, "the password") { Secret = SecretRule.Value },
                    ],
                },
            ],
        },
        new("proxy", SettingType.Text, "over") { Secret = SecretRule.UserInfo },
        new("http2", SettingType.Text, "which"),
        new("tls", SettingType.Group, "certificates") { Settings = [new("ca", SettingType.Path, "the authorities to trust")] },
    ];

    public static ComponentConfig Config(string name, params (string Path, string Text)[] settings)
        => new(name, "CloudEventsTarget", MapValue.Of(settings));

    public void Check(SettingsReader settings)
    {
        if (settings.Text("endpoint") == "wrong")
            settings.Error("endpoint", "the endpoint is wrong");
    }

    public string AddressOf(SettingsReader settings) => settings.Text("endpoint")!;

    public ValueTask<IEventTarget> CreateAsync(
        ComponentConfig config, ComponentEnvironment environment, CancellationToken cancellationToken)
        => throw new InvalidOperationException("nothing runs in these tests");
}
