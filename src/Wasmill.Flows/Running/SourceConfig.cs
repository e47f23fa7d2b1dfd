using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>
/// The configuration of a source as the host of sources compares it: what is written the same is the same, wherever it stands in the file.
/// </summary>
/// <param name="config">The configuration, with its secrets in its settings.</param>
internal sealed class SourceConfig(ComponentConfig config)
{
    private readonly ComponentConfig _config = config;

    /// <inheritdoc />
    public override bool Equals(object? other) => other is SourceConfig source && source._config.SameAs(_config);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_config.Name, _config.Kind);
}
