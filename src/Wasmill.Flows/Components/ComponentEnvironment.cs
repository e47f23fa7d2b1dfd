using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Flows.Components;

/// <summary>The services of the broker that a component may use.</summary>
/// <param name="BaseFolder">The base folder of relative paths in the flow file.</param>
/// <param name="StateFolder">The state folder of the broker.</param>
/// <param name="Logs">Creates loggers for the broker's log; the category is the name of the component.</param>
/// <param name="Time">The clock.</param>
/// <param name="Failures">Decides the effect of a component's failed writes and counts them.</param>
public sealed record ComponentEnvironment(
    string BaseFolder, string StateFolder, ILoggerFactory Logs, TimeProvider Time, FailedWrites Failures)
{
    /// <summary>Converts a path in the flow file to an absolute path.</summary>
    public string PathOf(string path) => Path.GetFullPath(Path.Combine(BaseFolder, path));
}
