using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Files;

/// <summary>The capability to read files.</summary>
internal static class FilesCapability
{
    private static readonly GrantKey<MountTree> Granted = new(MountTree.Empty);
    private static readonly CallState<DescriptorTable> Opened = new(static call => new DescriptorTable(TreeOf(call)));

    /// <summary>Prepares the grant of a configuration.</summary>
    /// <exception cref="FunctionLoadException">A path does not exist or is malformed.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config)
        => config.Files.Count == 0 ? grants : grants.With(Granted, MountTree.Build(config.Name, config.Files));

    /// <summary>Gets everything that the function of a call may read.</summary>
    public static MountTree TreeOf(GuestCall call) => Granted.From(call);

    /// <summary>Gets the open descriptors of a call.</summary>
    public static DescriptorTable OpenedBy(GuestCall call) => Opened.From(call);
}
