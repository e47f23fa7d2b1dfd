namespace Wasmill.Functions.Binary;

/// <summary>One section of a module.</summary>
/// <param name="Id">The section's number.</param>
/// <param name="Whole">The section with its number and length, for copying.</param>
/// <param name="Content">The content without number and length.</param>
internal readonly record struct ModuleSection(SectionId Id, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Content);
