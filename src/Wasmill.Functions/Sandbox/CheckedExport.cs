namespace Wasmill.Functions.Sandbox;

/// <summary>
/// An exported function whose type was checked by <see cref="SandboxModule.Find"/>, the only place that creates these. No other function is
/// ever called: native code reads and writes as many values as the guest's own type has, however small the buffer is.
/// </summary>
/// <param name="Name">The name in UTF-8.</param>
/// <param name="Parameters">The number of parameters, all of them i32.</param>
internal sealed record CheckedExport(byte[] Name, int Parameters);
