namespace Wasmill.Functions.Wasi;

/// <summary>One function of <c>wasi_snapshot_preview1</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">One letter for each parameter: <c>i</c> for i32, <c>I</c> for i64.</param>
/// <param name="Body">What it does. Arguments arrive widened to 64 bits.</param>
internal sealed record Preview1Function(string Name, string Parameters, Preview1Body Body);
