using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Files;

/// <summary>Files that a function may read.</summary>
internal static class FilesCapability
{
    private static readonly GrantKey<MountTree> Granted = new(MountTree.Empty);
    private static readonly CallState<DescriptorTable> Opened = new(static call => new DescriptorTable(TreeOf(call)));

    /// <summary>Makes ready what a configuration grants.</summary>
    /// <exception cref="FunctionLoadException">A path is not there, or it is malformed.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config) => config.Files.Count == 0 ? grants : grants.With(Granted, MountTree.Build(config.Name, config.Files));

    /// <summary>Everything that the function of a call may read.</summary>
    public static MountTree TreeOf(GuestCall call) => Granted.Of(call);

    /// <summary>What a call has open.</summary>
    public static DescriptorTable OpenedBy(GuestCall call) => Opened.Of(call);
}
