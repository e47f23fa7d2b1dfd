namespace Wasmill.Functions.Sandbox;

/// <summary>
/// An exported function whose type was compared with what the host expects, by <see cref="SandboxModule.Find"/>, which alone makes these. Only such a one is ever called: native code reads and
/// writes as many values as the guest's own type has, whatever room it is given.
/// </summary>
/// <param name="Name">Its name in UTF-8.</param>
/// <param name="Parameters">How many parameters it has, all of them i32.</param>
internal sealed record CheckedExport(byte[] Name, int Parameters);
