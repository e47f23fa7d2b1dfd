namespace Wasmill.Functions.Inspection;

/// <summary>One import or export.</summary>
/// <param name="Module">The module part of an import; null for exports and for components, whose names have one part.</param>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind: function, table, memory, global or tag; in components also module, value, type, component or
/// instance.</param>
public sealed record ModuleItem(string? Module, string Name, string Kind);
