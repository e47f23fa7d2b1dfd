using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Kinds;

/// <summary>A kind of target: what its settings are, and how one is made.</summary>
public interface ITargetKind
{
    /// <summary>Its name on the command line: <c>cloudevents</c>.</summary>
    string CommandName { get; }

    /// <summary>The API version of its documents.</summary>
    string ApiVersion { get; }

    /// <summary>The kind of its documents: <c>CloudEventsTarget</c>.</summary>
    string Kind { get; }

    /// <summary>What it does, in one line for <c>--help</c>.</summary>
    string Description { get; }

    /// <summary>Its settings.</summary>
    IReadOnlyList<SpecKey> Keys { get; }

    /// <summary>What is wrong with the settings, beyond keys that are unknown or missing: messages without a place.</summary>
    IEnumerable<(string Key, string Message)> Validate(TargetConfig config);

    /// <summary>Makes a target.</summary>
    /// <exception cref="FlowException">It cannot be made, for a reason that the user can mend.</exception>
    ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken);
}
