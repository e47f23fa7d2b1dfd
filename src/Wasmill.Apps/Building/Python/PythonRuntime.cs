namespace Wasmill.Apps.Building.Python;

/// <summary>The Python guest that this assembly carries (guests/python).</summary>
internal static class PythonRuntime
{
    /// <summary>The version of Python.</summary>
    public const string Version = "3.13";

    /// <summary>The module's bytes.</summary>
    public static ReadOnlyMemory<byte> Read()
    {
        using var stream = typeof(PythonRuntime).Assembly.GetManifestResourceStream("python.wasm")
            ?? throw new InvalidOperationException("this build of wasmill carries no Python guest");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
