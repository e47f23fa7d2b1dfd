namespace Wasmill.Commands.SeeItWork;

/// <summary>The versions.</summary>
/// <param name="Version">The version of Wasmill.</param>
/// <param name="Commit">The commit that it was built from; null if it was built outside of a checkout.</param>
/// <param name="Build">How its code was compiled: <c>native</c> or <c>JIT</c>.</param>
/// <param name="System">The operating system and the architecture.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Wasmtime">The version of Wasmtime.</param>
/// <param name="Python">The version of Python in functions.</param>
internal sealed record VersionRow(
    string Version, string? Commit, string Build, string System, string Runtime, string Wasmtime, string Python);
