namespace Wasmill.Commands.Functions.Creating;

/// <summary>What <c>wasmill add -o json</c> prints.</summary>
/// <param name="Component">The ID of the component.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Files">The new files, relative to the manifest's folder.</param>
internal sealed record AddedRow(string Component, string Manifest, IReadOnlyList<string> Files);
