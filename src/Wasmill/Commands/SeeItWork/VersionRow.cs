namespace Wasmill.Commands.SeeItWork;

/// <summary>The versions.</summary>
internal sealed record VersionRow(string Version, string System, string Runtime);
