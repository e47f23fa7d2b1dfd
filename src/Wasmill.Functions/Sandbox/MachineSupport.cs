using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox;

/// <summary>What the sandbox needs of the kernel.</summary>
internal static class MachineSupport
{
    /// <summary>Finds out how the kernel tells written pages.</summary>
    public static PageMapAccess FindPageMapAccess()
    {
        using var pages = PageRestorer.Open(PageMapAccess.Best);
        return pages?.Access ?? PageMapAccess.None;
    }

    /// <summary>Finds out whether files without a name can be created in memory.</summary>
    public static bool HasMemoryFiles()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            PageApi.CreateMemoryFile("wasmill-probe").Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
