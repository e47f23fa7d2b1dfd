using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;

namespace Wasmill.Apps.Tests.Databases;

/// <summary>The databases that a manifest asks for, and the files that they get.</summary>
public sealed class AppDatabasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Default => _folder.Path(".spin", "sqlite_db.db");

    [Fact]
    public async Task The_default_database_has_Spins_file_which_is_made_when_it_is_opened()
    {
        await using var app = await LoadAsync(["default"], AppSettings.Default);
        Assert.Equal(Default, app.DefaultSqliteFile);
        Assert.False(File.Exists(Default));
        await using var other = await LoadAsync([], AppSettings.Default);
        Assert.Null(other.DefaultSqliteFile);
    }

    [Fact]
    public async Task Files_of_the_settings_lie_in_the_state_folder_unless_they_are_absolute()
    {
        var settings = AppSettings.Default with
        {
            StateFolder = _folder.Path("state"),
            SqliteFiles = new Dictionary<string, string> { ["default"] = "d.db", ["orders"] = _folder.Path("o.db") },
        };
        await using var app = await LoadAsync(["default", "orders"], settings);
        Assert.Equal(_folder.Path("state", "d.db"), app.DefaultSqliteFile);
    }

    [Fact]
    public async Task A_database_without_a_file_is_named_with_its_place()
    {
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(["default", "orders"], AppSettings.Default));
        Assert.EndsWith(
            ":9:32: the component f requests the SQLite database orders, which has no file; add [sqlite_database.orders] with "
                + "type = \"spin\" and a path to the runtime config file",
            Assert.Single(error.Errors).ToString(),
            StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<ManifestException>(
            () => LoadAsync(["default"], AppSettings.Default with { StateFolder = "" }));
        Assert.EndsWith(
            "requests the SQLite database default, which cannot be stored without a state folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_no_manifest_may_have_is_an_error()
        => Assert.Contains(
            "the database No! must be in kebab or snake case, such as my-database",
            Assert.Throws<ManifestException>(() => Read(["No!"])).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private Task<AppRuntime> LoadAsync(string[] labels, AppSettings settings)
        => AppRuntime.LoadAsync(Read(labels), TestHost.Instance, settings, TestContext.Current.CancellationToken);

    private AppModel Read(string[] labels)
    {
        File.Copy(Checkout.Guest("echo"), _folder.Path("echo.wasm"), overwrite: true);
        return ManifestReader.Read(_folder.Write(
            "spin.toml",
            "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n[component.f]\n"
                + $"source = \"echo.wasm\"\nsqlite_databases = [{string.Join(", ", labels.Select(label => $"\"{label}\""))}]\n"));
    }
}
