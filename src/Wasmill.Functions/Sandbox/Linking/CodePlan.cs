using Wasmill.Functions.Binary;
using Wasmill.Functions.Inspection;

namespace Wasmill.Functions.Sandbox.Linking;

/// <summary>What was decided about the code of a module when it was loaded. Modules that differ only in data have one plan.</summary>
/// <param name="Exports">The exports of the module.</param>
/// <param name="Plan">How its instances are made and reset.</param>
/// <param name="Globals">The names of the exports of its mutable globals; empty if its instances are not restored.</param>
internal sealed record CodePlan(IReadOnlyList<ExportEntry> Exports, InstancePlan Plan, IReadOnlyList<string> Globals);
