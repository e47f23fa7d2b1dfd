using Wasmill.Functions.Sandbox.Images;
using Wasmill.Functions.Sandbox.Linking;

namespace Wasmill.Functions.Sandbox;

/// <summary>A module as loaded in the first shard.</summary>
/// <param name="Code">What was decided about its code.</param>
/// <param name="Halves">The module.</param>
/// <param name="Image">The initial memory if it differs from that of the data half, which is another module's; otherwise null.</param>
internal sealed record LoadedModule(CodePlan Code, ModuleHalves Halves, DeltaImage? Image);
