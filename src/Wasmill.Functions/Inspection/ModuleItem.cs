namespace Wasmill.Functions.Inspection;

/// <summary>One import or export.</summary>
/// <param name="Module">The module that an import comes from; null for exports, and in components, whose names are one text.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: function, table, memory, global or tag; in components also module, value, type, component or instance.</param>
public sealed record ModuleItem(string? Module, string Name, string Kind);
