namespace Wasmill.Functions.Sandbox.Restoring;

/// <summary>How the host learns which pages of a guest's memory were written.</summary>
public enum PageMapAccess
{
    /// <summary>The best way that the kernel has.</summary>
    Best,

    /// <summary>By <c>PAGEMAP_SCAN</c>, in Linux 6.7 and newer.</summary>
    Scan,

    /// <summary>By reading <c>/proc/self/pagemap</c>, which tells the zero page from a written one only by its content.</summary>
    Read,

    /// <summary>Not at all: every call gets a fresh instance.</summary>
    None,
}
