using Wasmill.Connectors.CloudEvents;
using Wasmill.Connectors.Functions;
using Wasmill.Flows.Kinds;
using Wasmill.Functions.Hosting;

namespace Wasmill.Connectors.Kinds;

/// <summary>The kinds of target that come with Wasmill.</summary>
public static class BuiltInKinds
{
    /// <summary>All of them, over a host for functions.</summary>
    public static TargetKinds Create(FunctionHost functions) => new([new CloudEventsTargetKind(), new FunctionTargetKind(functions) { Builder = functions }]);

    /// <summary>All of them, for reading and editing flows only: no target can be made.</summary>
    public static TargetKinds ForEditing { get; } = new([new CloudEventsTargetKind(), new FunctionTargetKind(NoFunctionHost.Instance)]);
}
