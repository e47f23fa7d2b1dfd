using Wasmill.Functions;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Settings;

/// <summary>What whoever runs an app decides about it, besides the app's manifest.</summary>
public sealed record AppSettings
{
    /// <summary>The settings when nobody decides anything.</summary>
    public static AppSettings Default { get; } = new();

    /// <summary>The name of what the app is loaded for, such as a broker's target; metrics of its functions have it.</summary>
    /// <value>Default empty.</value>
    public string Owner { get; init; } = "";

    /// <summary>Limits for each call where a component states none.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;

    /// <summary>Where the values of the app's variables come from.</summary>
    public VariableSourcesConfig Variables { get; init; } = new();

    /// <summary>The folder of the app's state; null for <c>.spin</c> beside the manifest, an empty text for none.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The SQLite files of key-value stores by label, beside <c>default</c>, whose file is in the state folder unless it is named here.</summary>
    public IReadOnlyDictionary<string, string> KeyValueFiles { get; init; } = new Dictionary<string, string>();
}
