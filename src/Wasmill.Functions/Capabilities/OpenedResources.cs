using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Functions.Capabilities;

/// <summary>What one call has opened; closed with the call.</summary>
internal sealed class OpenedResources(GrantedCapabilities capabilities) : IDisposable
{
    /// <summary>Key-value stores.</summary>
    public KeyValueHandles Stores { get; } = new();

    /// <summary>Files and folders.</summary>
    public DescriptorTable Files { get; } = new(capabilities.Files);

    /// <inheritdoc />
    public void Dispose() => Files.Dispose();
}
