using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Flows.Components;

/// <summary>What a component may use of the broker it lives in.</summary>
/// <param name="BaseFolder">The folder that relative paths in the flow file start from.</param>
/// <param name="StateFolder">The broker's state folder.</param>
/// <param name="Logs">Makes loggers for the broker's log; the category is the component's name.</param>
/// <param name="Time">The clock.</param>
/// <param name="Failures">Decides what a failed write of a component means, and counts it.</param>
public sealed record ComponentEnvironment(
    string BaseFolder, string StateFolder, ILoggerFactory Logs, TimeProvider Time, FailedWrites Failures)
{
    /// <summary>Makes an absolute path of a path in the flow file.</summary>
    public string PathOf(string path) => Path.GetFullPath(Path.Combine(BaseFolder, path));
}
