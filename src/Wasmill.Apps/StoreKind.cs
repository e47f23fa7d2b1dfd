using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;

namespace Wasmill.Apps;

// Tested by: AppDatabasesTests, AppGrantsTests
/// <summary>A kind of store in files, which components request by label.</summary>
/// <param name="Name">The name for messages.</param>
/// <param name="Key">The table of the runtime config file that sets the files.</param>
/// <param name="DefaultFile">The file of the label <c>default</c> in the state folder: Spin's name.</param>
/// <param name="Of">Returns the labels that a component requests, with their places.</param>
/// <param name="FilesOf">Returns the files that the settings set, by label.</param>
internal sealed record StoreKind(
    string Name,
    string Key,
    string DefaultFile,
    Func<ComponentModel, (IReadOnlyList<string> Labels, IReadOnlyList<ManifestPlace> Places)> Of,
    Func<AppSettings, IReadOnlyDictionary<string, string>> FilesOf)
{
    /// <summary>Key-value stores.</summary>
    public static StoreKind KeyValue { get; } = new(
        "key-value store",
        "key_value_store",
        "sqlite_key_value.db",
        component => (component.KeyValueStores, component.Places.KeyValueStores),
        settings => settings.KeyValueFiles);

    /// <summary>SQLite databases.</summary>
    public static StoreKind Sqlite { get; } = new(
        "SQLite database",
        "sqlite_database",
        "sqlite_db.db",
        component => (component.SqliteDatabases, component.Places.SqliteDatabases),
        settings => settings.SqliteFiles);
}
