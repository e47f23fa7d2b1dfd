namespace Wasmill.Functions.Inspection;

/// <summary>A line of a module's <c>producers</c> section: what it was made with.</summary>
/// <param name="Field">language, processed-by or sdk.</param>
/// <param name="Name">The language or tool.</param>
/// <param name="Version">Its version; may be empty.</param>
public sealed record ModuleProducer(string Field, string Name, string Version);
