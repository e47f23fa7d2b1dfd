using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Settings;

namespace Wasmill.Apps.Tests.Settings;

public sealed class RuntimeConfigReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-runtime-config-").FullName;

    [Fact]
    public void Folders_memory_providers_and_stores_are_read()
    {
        var config = Read("""
            state_dir = "state"
            log_dir = "logs"
            max_instance_memory = 67108864
            [[variables_provider]]
            type = "static"
            values = { a = "1" }
            [[config_provider]]
            type = "env"
            prefix = "MY"
            dotenv_path = "my.env"
            [key_value_store.default]
            type = "spin"
            path = "kv.db"
            [key_value_store.other]
            type = "spin"
            path = "/abs/other.db"
            [sqlite_database.orders]
            type = "spin"
            path = "orders.db"
            allow_attach_file = false
            """);
        Assert.Equal(("state", "logs", 64L << 20), (config.StateFolder, config.LogFolder, config.MemoryBytes));
        Assert.Equal(("static", "1"), (config.VariableProviders[0].Type, config.VariableProviders[0].Values["a"]));
        Assert.Equal(
            ("env", "MY", "my.env"),
            (config.VariableProviders[1].Type, config.VariableProviders[1].Prefix, config.VariableProviders[1].DotenvPath));
        Assert.Equal(("kv.db", "/abs/other.db"), (config.KeyValueFiles["default"], config.KeyValueFiles["other"]));
        Assert.Equal("orders.db", config.SqliteFiles.Single(file => file.Key == "orders").Value);
    }

    [Theory]
    [InlineData("stat_dir = \"x\"", ":1:1: stat_dir is not known; did you mean state_dir?")]
    [InlineData("max_instance_memory = \"64MiB\"", ":1:1: max_instance_memory must be a whole number")]
    [InlineData("max_instance_memory = 1", ":1:1: max_instance_memory must be 65536 to 4294967296 bytes")]
    [InlineData(
        "[[variables_provider]]\ntype = \"vault\"\nurl = \"u\"", ":2:1: the variables provider vault is not supported; use static or env")]
    [InlineData("[[variables_provider]]\ntype = \"statik\"", ":2:1: \"statik\" is not a valid variables provider")]
    [InlineData("[[variables_provider]]\ntype = \"env\"\nvalues = {}", ":3:1: variables_provider.values is not known")]
    [InlineData(
        "[key_value_store.a]\ntype = \"redis\"\nurl = \"u\"", ":2:1: key-value stores of the type redis are not supported; use spin")]
    [InlineData("[key_value_store.a]\ntype = \"spin\"", ":1:18: key_value_store.a.path is missing")]
    [InlineData("[key_value_store.a]\ntype = \"spin\"\npath = \"p\"\nurl = \"u\"", ":4:1: key_value_store.a.url is not known")]
    [InlineData("[sqlite_database.a]\ntype = \"spin\"", ":1:18: sqlite_database.a.path is missing")]
    [InlineData(
        "[sqlite_database.a]\ntype = \"libsql\"\nurl = \"u\"\ntoken = \"t\"",
        ":2:1: SQLite databases of the type libsql are not supported; use spin, a SQLite file")]
    [InlineData("[sqlite_database.a]\ntype = \"spinn\"", ":2:1: \"spinn\" is not a valid SQLite database type; use spin")]
    [InlineData(
        "[sqlite_database.a]\ntype = \"spin\"\npath = \"p\"\nallow_attach_file = true",
        ":4:1: ATTACH is denied to every function; leave allow_attach_file out")]
    [InlineData("[llm_compute]\ntype = \"spin\"", "llm_compute: inference is not available")]
    [InlineData("[outbound_networking]\nblock_networks = []", "outbound_networking: networks cannot be blocked here")]
    [InlineData("[[client_tls]]\nhosts = []", "client_tls: client certificates are not supported")]
    [InlineData("a = [", ":1:")]
    public void What_is_unknown_or_not_supported_is_named_with_its_place(string text, string error)
        => Assert.Contains(error, Assert.Throws<ManifestException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder, "none.toml");
        Assert.StartsWith(
            $"{path} cannot be read: ",
            Assert.Throws<ManifestException>(() => RuntimeConfigReader.Read(path)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RuntimeConfig Read(string text)
    {
        var path = Path.Combine(_folder, "runtime-config.toml");
        File.WriteAllText(path, text);
        return RuntimeConfigReader.Read(path);
    }
}
