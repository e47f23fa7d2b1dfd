using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Broker.Engines.Providers;

/// <summary>What an engine is opened with.</summary>
/// <param name="Folder">The folder of the engine's files. An engine without files leaves it alone.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Takes reports of damage and of failures.</param>
/// <param name="Failures">Counts writes that fail.</param>
public sealed record EngineOpening(string Folder, TimeProvider Time, ILogger Log, FailedWrites Failures);
