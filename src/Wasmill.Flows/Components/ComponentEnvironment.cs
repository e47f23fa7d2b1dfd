using Wasmill.Storage;

namespace Wasmill.Flows.Components;

/// <summary>The services of the broker that a component may use.</summary>
/// <param name="BaseFolder">The base folder of relative paths in the flow file.</param>
/// <param name="StateFolder">The state folder of the broker.</param>
/// <param name="Log">Writes a line to the broker's log: the name of the component and the text.</param>
/// <param name="Time">The clock.</param>
/// <param name="Failures">Decides the effect of a component's failed writes and counts them.</param>
public sealed record ComponentEnvironment(string BaseFolder, string StateFolder, Action<string, string> Log, TimeProvider Time, FailedWrites Failures)
{
    /// <summary>Converts a path in the flow file to an absolute path.</summary>
    public string PathOf(string path) => Path.GetFullPath(Path.Combine(BaseFolder, path));
}
