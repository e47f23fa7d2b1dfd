using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

// Tested by: BuiltInKindsTests
/// <summary>
/// A kind of source, target or transformation. A connector registers its kinds; commands, help, <c>describe</c>, checks, the JSON Schema and the reference page are made from
/// what a kind says here, and nothing else compares a kind's name.
/// </summary>
public interface IComponentKind
{
    /// <summary>The part that its components play.</summary>
    ComponentRole Role { get; }

    /// <summary>The API group and version of its documents, such as <c>targets.triggermesh.io/v1alpha1</c>.</summary>
    string ApiVersion { get; }

    /// <summary>The kind of its documents, such as <c>CloudEventsTarget</c>. Unique among all kinds.</summary>
    string Kind { get; }

    /// <summary>The name on the command line, such as <c>cloudevents</c>. Unique within its role.</summary>
    string CommandName { get; }

    /// <summary>What its components are, in one line for <c>--help</c>: no capital at the beginning, no full stop at the end.</summary>
    string Description { get; }

    /// <summary>The settings under <c>spec</c>.</summary>
    IReadOnlyList<SettingDefinition> Settings { get; }

    /// <summary>Examples, the simplest first.</summary>
    IReadOnlyList<ComponentExample> Examples { get; }

    /// <summary>Whether its components answer with events.</summary>
    AnswerRule Answers { get; }

    /// <summary>Reports what is wrong with settings whose types are right and of which none is missing.</summary>
    void Check(SettingsReader settings);

    /// <summary>Makes one line that says where a component gets events from or sends them to. Holds no secret.</summary>
    /// <param name="settings">Valid settings.</param>
    string AddressOf(SettingsReader settings);

    /// <summary>Suggests a name for a new component; null for the name that tmctl would give.</summary>
    /// <param name="settings">The settings; they may be invalid.</param>
    /// <exception cref="FlowException">What the settings name does not exist.</exception>
    string? SuggestName(SettingsReader settings) => null;

    /// <summary>Makes a note for the author of a new component; null when there is nothing to say.</summary>
    /// <param name="settings">The settings; they may be invalid.</param>
    /// <param name="cancellationToken">Abandons the note.</param>
    ValueTask<string?> AdviseAsync(SettingsReader settings, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
