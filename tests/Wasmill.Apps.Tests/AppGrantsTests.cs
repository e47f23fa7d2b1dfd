using System.Text;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Settings;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Tests;

/// <summary>
/// What a manifest grants reaches the guest, and what it does not grant stays out of reach: a C guest that does what it is told.
/// </summary>
public sealed class AppGrantsTests : IDisposable
{
    private const string Head = """
        spin_manifest_version = 2
        [application]
        name = "granted"
        [variables]
        host = { default = "example.com" }
        token = { required = true, secret = true }
        [[trigger.http]]
        route = "/..."
        component = "guest"
        [[trigger.http]]
        route = "/greeting"
        static_response = { body = "hello, self" }
        [component.guest]
        source = "capabilities.wasm"

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-grants-").FullName;

    public AppGrantsTests() => File.Copy(Checkout.Guest("capabilities"), Path.Combine(_folder, "capabilities.wasm"));

    [Fact]
    public async Task A_component_sees_its_own_variables_with_the_apps_filled_in()
        => Assert.Equal(
            "value https://example.com/?t=s3\nerror 3",
            FirstLines(
                await RunAsync("variables = { url = \"https://{{ host }}/?t={{ token }}\" }", "config url\nconfig host", Given("s3")),
                2,
                7));

    [Fact]
    public async Task A_given_variable_goes_before_a_provider_and_that_before_the_default()
    {
        var settings = Given("given") with
        {
            Variables = new VariableSourcesConfig
            {
                Given = new Dictionary<string, string> { ["token"] = "given" },
                Providers = [new VariableProviderConfig("static")
                {
                    Values = new Dictionary<string, string> { ["token"] = "provided", ["host"] = "provided.example" },
                }],
            },
        };
        Assert.Equal(
            "value given provided.example\n", await RunAsync("variables = { both = \"{{ token }} {{ host }}\" }", "config both", settings));
    }

    [Theory]
    [InlineData("variables = { a = \"{{ hos }}\" }", "x", "the app has no variable hos; declare it under [variables], or use host")]
    [InlineData("allowed_outbound_hosts = [\"https://{{ nothing }}\"]", "x", "the app has no variable nothing")]
    [InlineData("", null, "the variable token is required and has no value; set it with --variable token=VALUE")]
    [InlineData(
        "key_value_stores = [\"other\"]",
        "x",
        "the component guest requests the key-value store other, which has no file; add [key_value_store.other] with type")]
    [InlineData("files = [\"none.txt\"]", "x", "the component guest requests the file none.txt, which does not exist")]
    public async Task What_cannot_be_granted_keeps_the_app_from_starting(string component, string? token, string error)
        => Assert.Contains(
            error,
            (await Assert.ThrowsAsync<ManifestException>(() =>
                RunAsync(component, "", token is null ? AppSettings.Default : Given(token)))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("allowed_outbound_hosts = [\"example.com\"]", "the allowed host \"example.com\" is malformed")]
    [InlineData("allowed_outbound_hosts = [\"http://*.*.example\"]", "* may replace only the whole host or its first part")]
    public async Task A_host_that_means_nothing_keeps_the_app_from_starting(string component, string error)
        => Assert.Contains(
            error, (await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(component, "", Given("x")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_store_keeps_its_values_in_Spins_file_from_one_run_to_the_next()
    {
        Assert.Equal(
            "store 0\nset\n",
            WithoutHandles(await RunAsync("key_value_stores = [\"default\"]", "open default\nset key value", Given("x"))));
        Assert.Equal(
            "store 0\nvalue value\n1 keys key\n",
            WithoutHandles(await RunAsync("key_value_stores = [\"default\"]", "open default\nget key\nkeys", Given("x"))));
        Assert.True(File.Exists(Path.Combine(_folder, ".spin", "sqlite_key_value.db")));
    }

    [Fact]
    public async Task A_store_of_another_label_and_folder_comes_from_the_settings()
    {
        var state = Path.Combine(_folder, "state");
        var settings = Given("x") with { StateFolder = state, KeyValueFiles = new Dictionary<string, string> { ["other"] = "other.db" } };
        Assert.Equal(
            "store 0\nset\n", WithoutHandles(await RunAsync("key_value_stores = [\"other\"]", "open other\nset key value", settings)));
        Assert.True(File.Exists(Path.Combine(state, "other.db")));
        Assert.False(Directory.Exists(Path.Combine(_folder, ".spin")));
    }

    [Fact]
    public async Task A_store_that_the_manifest_does_not_grant_is_denied()
        => Assert.Equal("error 2\n", await RunAsync("", "open default", Given("x")));

    [Fact]
    public async Task Without_a_state_folder_there_is_no_store()
        => Assert.Contains(
            "which cannot be stored without a state folder",
            (await Assert.ThrowsAsync<ManifestException>(() =>
                RunAsync("key_value_stores = [\"default\"]", "", Given("x") with { StateFolder = "" }))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Files_are_at_the_root_and_nothing_else_is()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "words"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "words", "one.txt"), "eins", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "words", "two.txt"), "zwei", TestContext.Current.CancellationToken);
        var text = await RunAsync(
            "files = [{ source = \"words\", destination = \"/data\" }]\nexclude_files = [\"words/two*\"]",
            "cat /data/one.txt\nls /\nls /data\ncat /capabilities.wasm",
            Given("x"));
        Assert.Equal("eins\ndata/ \none.txt \nerrno 44\n", text);
    }

    [Fact]
    public async Task A_component_may_ask_its_own_app_when_it_is_allowed_to()
    {
        var told = new List<string?>();
        Assert.EndsWith(
            "\nhello, self\n",
            await RunAsync(
                "allowed_outbound_hosts = [\"http://self\"]", "GET /greeting", Given("x"), answer => told.Add(answer.ComponentId)),
            StringComparison.Ordinal);
        Assert.Equal(["http-trigger1"], told);
        Assert.StartsWith("error 1", await RunAsync("", "GET /greeting", Given("x")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AppSettings Given(string token)
        => new() { Variables = new VariableSourcesConfig { Given = new Dictionary<string, string> { ["token"] = token } } };

    // Which number a handle has is the host's own affair.
    private static string WithoutHandles(string text) => System.Text.RegularExpressions.Regex.Replace(text, "^store \\d+", "store 0");

    private static string FirstLines(string text, int lines, int width)
        => string.Join('\n', text.Split('\n').Take(lines).Select((line, index) => index == lines - 1 ? line[..width] : line));

    private async Task<string> RunAsync(string component, string script, AppSettings settings, Action<AppAnswer>? selfAnswered = null)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "spin.toml"), Head + component + "\n", TestContext.Current.CancellationToken);
        await using var app = await AppRuntime.LoadAsync(
            AppLocator.Locate(_folder), TestHost.Instance, settings, TestContext.Current.CancellationToken);
        app.SelfAnswered = selfAnswered ?? app.SelfAnswered;
        var answer = await app.HandleAsync(
            new AppRequest("POST", "/", "http://h", [], Encoding.UTF8.GetBytes(script), "127.0.0.1:1"),
            TestContext.Current.CancellationToken);
        Assert.Equal((FunctionFailure.None, ""), (answer.Result!.Failure, answer.Result.Reason));
        return answer.Result.Body();
    }
}
