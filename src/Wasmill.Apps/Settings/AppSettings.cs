using Wasmill.Apps.Fetching;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Settings;

// Tested by: AppGrantsTests, AppDatabasesTests
/// <summary>The settings of the host for an app, beyond the app's manifest.</summary>
public sealed record AppSettings
{
    /// <summary>The default settings.</summary>
    public static AppSettings Default { get; } = new();

    /// <summary>The name of the owner of the app, such as a broker's target; an attribute of the metrics of its functions.</summary>
    /// <value>Default empty.</value>
    public string Owner { get; init; } = "";

    /// <summary>The limits for each call where a component sets none.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;

    /// <summary>The sources of values for the app's variables.</summary>
    public VariableSourcesConfig Variables { get; init; } = new();

    /// <summary>The folder of the app's state; null for <c>.spin</c> beside the manifest, empty for none.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Downloads the modules whose source is a URL; null to refuse them.</summary>
    /// <value>Default null.</value>
    public ModuleFetcher? Modules { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The SQLite files of key-value stores by label. The file of <c>default</c> is in the state folder unless it is set here.
    /// </summary>
    public IReadOnlyDictionary<string, string> KeyValueFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The files of SQLite databases by label. The file of <c>default</c> is in the state folder unless it is set here.
    /// </summary>
    public IReadOnlyDictionary<string, string> SqliteFiles { get; init; } = new Dictionary<string, string>();
}
