namespace Wasmill.Apps.Building.Python;

/// <summary>The Python guest embedded in this assembly (guests/python).</summary>
internal static class PythonRuntime
{
    /// <summary>The version of Python.</summary>
    public const string Version = "3.13";

    private static readonly Lock Reading = new();
    private static readonly WeakReference<byte[]?> Shared = new(null);

    /// <summary>Returns the bytes of the module, which all callers share: there are nine million of them.</summary>
    public static ReadOnlyMemory<byte> Read()
    {
        lock (Reading)
        {
            if (!Shared.TryGetTarget(out var bytes))
                Shared.SetTarget(bytes = ReadResource());
            return bytes;
        }
    }

    private static byte[] ReadResource()
    {
        using var stream = typeof(PythonRuntime).Assembly.GetManifestResourceStream("python.wasm")
            ?? throw new InvalidOperationException("this build of wasmill has no embedded Python guest");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
