namespace Wasmill.Output;

/// <summary>The process's own streams.</summary>
internal sealed class ProcessTerminal : ITerminal
{
    /// <inheritdoc />
    public TextWriter Out => Console.Out;

    /// <inheritdoc />
    public TextWriter Error { get; } = new SturdyWriter(Console.Error);

    /// <inheritdoc />
    public TextReader In => Console.In;

    /// <inheritdoc />
    public bool UseColour { get; } = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
