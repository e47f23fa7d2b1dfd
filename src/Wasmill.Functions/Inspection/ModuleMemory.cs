namespace Wasmill.Functions.Inspection;

/// <summary>One linear memory that a module defines.</summary>
/// <param name="InitialBytes">The size at the start of an instance.</param>
/// <param name="MaximumBytes">The maximum that the module declares; null if it declares none. The limit of a call applies in any
/// case.</param>
public sealed record ModuleMemory(long InitialBytes, long? MaximumBytes);
