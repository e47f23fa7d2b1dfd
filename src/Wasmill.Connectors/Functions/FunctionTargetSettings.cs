namespace Wasmill.Connectors.Functions;

/// <summary>The settings of a <c>FunctionTarget</c>.</summary>
/// <param name="From">The app's folder, its <c>spin.toml</c>, or a <c>.wasm</c> file; relative to the flow file.</param>
/// <param name="Exchange">Converts events and answers.</param>
/// <param name="BuildsOnChange">Whether changed sources are built in the broker's process.</param>
internal sealed record FunctionTargetSettings(string From, FunctionExchange Exchange, bool BuildsOnChange);
