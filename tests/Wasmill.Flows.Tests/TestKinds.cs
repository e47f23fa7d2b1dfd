using Wasmill.Broker.Targets;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Tests;

/// <summary>A kind with a nested setting, enough to read and edit flows with.</summary>
internal sealed class TestKind : ITargetKind
{
    public static TargetKinds All { get; } = new([new TestKind()]);

    public string CommandName => "cloudevents";

    public string ApiVersion => "targets.triggermesh.io/v1alpha1";

    public string Kind => "CloudEventsTarget";

    public string Description => "for tests";

    public IReadOnlyList<SpecKey> Keys { get; } = [new("endpoint", "where", IsRequired: true), new("credentials.basicAuth.username", "who"), new("credentials.basicAuth.password", "how") { Secret = SecretRule.Value }, new("proxy", "over") { Secret = SecretRule.UserInfo }, new("http2", "which"), new("tls.ca", "whom to trust")];

    public IEnumerable<(string Key, string Message)> Validate(TargetConfig config)
        => config.Spec.GetValueOrDefault("endpoint") == "wrong" ? [("endpoint", "the endpoint is wrong")] : [];

    public ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken)
        => throw new InvalidOperationException("nothing runs in these tests");
}
