namespace Wasmill.Functions.Inspection;

/// <summary>One entry of a module's <c>producers</c> section: a tool that made it.</summary>
/// <param name="Field">The field: language, processed-by or sdk.</param>
/// <param name="Name">The language or tool.</param>
/// <param name="Version">The version; may be empty.</param>
public sealed record ModuleProducer(string Field, string Name, string Version);
