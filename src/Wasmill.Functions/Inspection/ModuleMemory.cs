namespace Wasmill.Functions.Inspection;

/// <summary>One linear memory that a module defines.</summary>
/// <param name="InitialBytes">Its size when an instance begins.</param>
/// <param name="MaximumBytes">What it may grow to by its own account, or null when the module names no bound. The limit of a call holds besides.</param>
public sealed record ModuleMemory(long InitialBytes, long? MaximumBytes);
