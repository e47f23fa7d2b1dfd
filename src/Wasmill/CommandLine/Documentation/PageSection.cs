namespace Wasmill.CommandLine.Documentation;

/// <summary>Entries of a help page below a title.</summary>
internal sealed record PageSection(string Title, IReadOnlyList<PageEntry> Entries);
