using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Sandbox.Linking;

/// <summary>The host function that one import of a module was linked to.</summary>
/// <param name="Module">The import's module, as the guest names it.</param>
/// <param name="Name">The import's name, as the guest names it.</param>
/// <param name="Function">The host function.</param>
internal sealed record ImportBinding(string Module, string Name, HostFunction Function);
