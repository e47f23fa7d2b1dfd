using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Wasmill.Acceptance;

[assembly: AssemblyFixture(typeof(HomesStayPrivate))]

namespace Wasmill.Acceptance;

/// <summary>
/// Looks at the home of every test before it is removed, and at the shared cache in the end. All tests run with the umask 0, so that what
/// is private is so by its own mode.
/// </summary>
public sealed partial class HomesStayPrivate : IDisposable
{
    private static readonly ConcurrentQueue<string> Open = [];

    /// <summary>Has every command of the run create its files with the umask 0.</summary>
    public HomesStayPrivate()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(0);
    }

    /// <summary>Notes what is open in a home that is about to be removed.</summary>
    public static void Look(string home)
    {
        foreach (var line in PrivateModes.FindOpen(home))
            Open.Enqueue($"{TestContext.Current.Test?.TestDisplayName}: {line}");
    }

    /// <summary>Fails the run when anything was open.</summary>
    public void Dispose()
    {
        Look(Tool.SharedCache);
        if (!Open.IsEmpty)
            throw new InvalidOperationException($"open to other users:\n{string.Join('\n', Open)}");
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int SetMask(int mask);
}
