using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

// Tested by: BuiltInKindsTests
/// <summary>
/// A kind of source, target or transformation. Connectors register their kinds; commands, help, <c>describe</c>, checks, the JSON Schema
/// and the reference pages are
/// generated from the members of a kind. No other code depends on the name of a kind.
/// </summary>
public interface IComponentKind
{
    /// <summary>The role of the components.</summary>
    ComponentRole Role { get; }

    /// <summary>The API group and version of the documents, such as <c>targets.triggermesh.io/v1alpha1</c>.</summary>
    string ApiVersion { get; }

    /// <summary>The <c>kind</c> of the documents, such as <c>CloudEventsTarget</c>. Unique among all kinds.</summary>
    string Kind { get; }

    /// <summary>The name on the command line, such as <c>cloudevents</c>. Unique within the role.</summary>
    string CommandName { get; }

    /// <summary>The description of the components, in one line for <c>--help</c>; starts in lowercase and has no period.</summary>
    string Description { get; }

    /// <summary>The settings under <c>spec</c>.</summary>
    IReadOnlyList<SettingDefinition> Settings { get; }

    /// <summary>Examples, the simplest first.</summary>
    IReadOnlyList<ComponentExample> Examples { get; }

    /// <summary>The way in which the components reply with events.</summary>
    AnswerRule Answers { get; }

    /// <summary>Checks settings that have the right types and include all required ones, and reports their errors.</summary>
    void Check(SettingsReader settings);

    /// <summary>Describes in one line where a component gets events from or sends them to, without secrets.</summary>
    /// <param name="settings">Valid settings.</param>
    string AddressOf(SettingsReader settings);

    /// <summary>Suggests a name for a new component; null for the default name, which is that of tmctl.</summary>
    /// <param name="settings">The settings; they may be invalid.</param>
    /// <exception cref="FlowException">Something that the settings refer to does not exist.</exception>
    string? SuggestName(SettingsReader settings) => null;

    /// <summary>Returns a note for the author of a new component; null if there is none.</summary>
    /// <param name="settings">The settings; they may be invalid.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<string?> AdviseAsync(SettingsReader settings, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
