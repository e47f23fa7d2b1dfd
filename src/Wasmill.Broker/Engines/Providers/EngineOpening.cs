using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Broker.Engines.Providers;

/// <summary>The parameters for opening an engine.</summary>
/// <param name="Folder">Folder of the engine's files. An engine without files ignores it.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Receives reports of damage and failures.</param>
/// <param name="Failures">Counts writes that fail.</param>
public sealed record EngineOpening(string Folder, TimeProvider Time, ILogger Log, FailedWrites Failures);
