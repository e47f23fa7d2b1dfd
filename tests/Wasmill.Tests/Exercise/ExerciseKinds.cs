using Wasmill.Connectors;
using Wasmill.Flows.Components;

namespace Wasmill.Tests.Exercise;

/// <summary>The registration of the exercise's kinds beside those that come with Wasmill.</summary>
internal static class ExerciseKinds
{
    public static ComponentKinds Create()
        => new([.. BuiltInKinds.ForEditing.All, new CountdownSourceKind(), new CollectTargetKind(), new ShoutTransformationKind()]);
}
