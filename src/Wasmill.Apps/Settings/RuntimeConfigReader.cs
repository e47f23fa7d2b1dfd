using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Settings;

/// <summary>
/// Reads a runtime config file. Every key of Spin is known: it works, or is refused with the reason; any other key is an error.
/// </summary>
public static class RuntimeConfigReader
{
    private const string NotOffered = "is not available to functions";

    private static readonly (string Key, string Reason)[] Refused =
    [
        ("llm_compute", $"inference {NotOffered}"),
        ("outbound_http", "outbound requests have no settings; connections are pooled"),
        ("outbound_pg", $"Postgres {NotOffered}"),
        ("outbound_mysql", $"MySQL {NotOffered}"),
        ("outbound_redis", $"Redis {NotOffered}"),
        ("outbound_mqtt", $"MQTT {NotOffered}"),
        ("outbound_networking", "networks cannot be blocked here; remove them from allowed_outbound_hosts"),
        ("client_tls", "client certificates are not supported; the system's root certificates are used"),
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ManifestException">The file is invalid; the message lists all errors.</exception>
    public static RuntimeConfig Read(string path)
    {
        var errors = new List<ManifestError>();
        var table = TomlReader.Read(ManifestReader.ReadText(path), path, errors);
        var config = errors.Count == 0 ? Read(new ManifestNode(table, "", path, errors)) : new RuntimeConfig();
        return errors.Count == 0 ? config : throw new ManifestException(errors);
    }

    private static RuntimeConfig Read(ManifestNode root)
    {
        foreach (var (key, reason) in Refused)
        {
            if (root.Take(key) is not null)
                root.Error(key, $"{key}: {reason}");
        }

        var memory = root.Number("max_instance_memory");
        if (memory is not (null or >= LimitText.LeastMemory and <= LimitText.MostMemory))
            root.Error("max_instance_memory", "max_instance_memory must be 65536 to 4294967296 bytes");
        // The second name is the older one.
        var providers = root.Tables("variables_provider").Concat(root.Tables("config_provider")).Select(ReadProvider).ToList();
        var config = new RuntimeConfig
        {
            StateFolder = root.Text("state_dir"),
            LogFolder = root.Text("log_dir"),
            MemoryBytes = memory,
            VariableProviders = providers,
            KeyValueFiles = ReadStores(root),
            SqliteFiles = ReadDatabases(root),
        };
        root.Finish();
        return config;
    }

    private static VariableProviderConfig ReadProvider(ManifestNode table)
    {
        var type = table.Required("type");
        switch (type)
        {
            case "static":
                var values = table.Map("values");
                table.Finish();
                return new VariableProviderConfig(type) { Values = values };
            case "env":
                var (prefix, dotenv) = (table.Text("prefix"), table.Text("dotenv_path"));
                table.Finish();
                return new VariableProviderConfig(type) { Prefix = prefix, DotenvPath = dotenv };
            case "vault" or "azure_key_vault":
                table.Error("type", $"the variables provider {type} is not supported; use static or env");
                break;
            default:
                if (type.Length > 0)
                    table.Error("type", $"\"{type}\" is not a valid variables provider; use static or env");
                break;
        }

        return new VariableProviderConfig(type);
    }

    private static Dictionary<string, string> ReadDatabases(ManifestNode root)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.Table("sqlite_database") is not { } databases)
            return files;
        foreach (var label in databases.Keys.ToList())
        {
            if (databases.Table(label) is not { } database)
                continue;
            var type = database.Required("type");
            if (type == "spin")
            {
                files[label] = database.Required("path");
                if (database.Truth("allow_attach_file") == true)
                    database.Error("allow_attach_file", "ATTACH is denied to every function; leave allow_attach_file out");
                database.Finish();
            }
            else if (type == "libsql")
            {
                database.Error("type", "SQLite databases of the type libsql are not supported; use spin, a SQLite file");
            }
            else if (type.Length > 0)
            {
                database.Error("type", $"\"{type}\" is not a valid SQLite database type; use spin, a SQLite file");
            }
        }

        return files;
    }

    private static Dictionary<string, string> ReadStores(ManifestNode root)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.Table("key_value_store") is not { } stores)
            return files;
        foreach (var label in stores.Keys.ToList())
        {
            if (stores.Table(label) is not { } store)
                continue;
            var type = store.Required("type");
            if (type == "spin")
            {
                files[label] = store.Required("path");
                store.Finish();
            }
            else if (type is "redis" or "azure_cosmos" or "aws_dynamo")
            {
                store.Error("type", $"key-value stores of the type {type} are not supported; use spin, a SQLite file");
            }
            else if (type.Length > 0)
            {
                store.Error("type", $"\"{type}\" is not a valid key-value store type; use spin, a SQLite file");
            }
        }

        return files;
    }
}
