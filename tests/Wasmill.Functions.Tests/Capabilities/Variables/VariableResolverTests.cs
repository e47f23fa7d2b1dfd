using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Functions.Tests.Capabilities.Variables;

public sealed class VariableResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_line_comes_first_then_the_providers_in_order_the_environment_the_file_and_the_default()
    {
        _folder.Write(".env", "SPIN_VARIABLE_E=file\nSPIN_VARIABLE_F=file\nSPIN_VARIABLE_D=file");
        _folder.Write("more.env", "APP_C=more\nAPP_B=more");
        var sources = Sources with
        {
            Given = new Dictionary<string, string> { ["a"] = "given" },
            Providers =
            [
                new VariableProviderConfig("static") { Values = new Dictionary<string, string> { ["a"] = "static", ["b"] = "static" } },
                new VariableProviderConfig("env") { Prefix = "APP", DotenvPath = "more.env" },
            ],
            Environment = name => name switch
            {
                "APP_D" => "app",
                "SPIN_VARIABLE_A" or "SPIN_VARIABLE_C" or "SPIN_VARIABLE_D" or "SPIN_VARIABLE_E" => "environment",
                _ => null,
            },
        };
        VariableConfig[] variables = [.. "abcdefg".Select(letter => new VariableConfig(letter.ToString(), "default"))];
        var resolver = VariableResolver.Resolve(variables, sources);
        Assert.Equal(
            "given static more app environment file default",
            resolver.Expand(VariableTemplate.Parse("{{ a }} {{b}} {{ c}} {{d }} {{ e }} {{ f }} {{ g }}")));
    }

    [Fact]
    public void A_required_variable_without_a_value_is_an_error_that_names_it_and_the_three_ways_to_give_it()
    {
        var error = Assert.Throws<VariableException>(() =>
            VariableResolver.Resolve([new("api_key", null, Secret: true), new("other", null), new("fine", "x")], Sources));
        Assert.Equal(
            "the variable api_key is required and has no value; set it with --variable api_key=VALUE, in the environment as "
                + "SPIN_VARIABLE_API_KEY, or with a [[variables_provider]] in the runtime config file\n"
            + "the variable other is required and has no value; set it with --variable other=VALUE, in the environment as "
                + "SPIN_VARIABLE_OTHER, or with a [[variables_provider]] in the runtime config file",
            error.Message);
    }

    [Theory]
    [InlineData(
        "vault",
        "the variables provider vault is not supported; use static or env, "
            + "or have a script fetch the values and pass them with --variable")]
    [InlineData(
        "azure_key_vault",
        "the variables provider azure_key_vault is not supported; use static or env, "
            + "or have a script fetch the values and pass them with --variable")]
    [InlineData("magic", "\"magic\" is not a valid variables provider; use static or env")]
    public void A_provider_of_another_kind_is_refused_by_name(string type, string message)
        => Assert.Equal(
            message,
            Assert.Throws<VariableException>(() => VariableResolver.Resolve(
                [new("any", "default")], Sources with { Providers = [new VariableProviderConfig(type)] })).Message);

    [Fact]
    public void A_provider_whose_file_is_missing_is_an_error()
    {
        var error = Assert.Throws<VariableException>(() => VariableResolver.Resolve(
            [new("any", "default")], Sources with { Providers = [new VariableProviderConfig("env") { DotenvPath = "gone.env" }] }));
        Assert.StartsWith($"the file {_folder.Path("gone.env")} with variables cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_has_its_own_table_filled_in()
    {
        var resolver = VariableResolver.Resolve([new("host", "example.com"), new("token", "secret", Secret: true)], Sources);
        var values = resolver.Expand(
            "hello", new Dictionary<string, string> { ["url"] = "https://{{ host }}/a?t={{token}}", ["plain"] = "as it is" });
        Assert.Equal([new("url", "https://example.com/a?t=secret"), new("plain", "as it is")], values);
    }

    [Fact]
    public void Every_wrong_template_is_told_with_its_component_and_column_and_without_a_value()
    {
        var resolver = VariableResolver.Resolve([new("token", "the value", Secret: true)], Sources);
        var templates = new Dictionary<string, string>
        {
            ["one"] = "a {{ tokem }}",
            ["two"] = "{{ token }} {{ token",
            ["three"] = "{{ to-ken }}",
            ["Four"] = "x",
            ["five"] = "{{ zzzzzzzzz }}",
        };
        var error = Assert.Throws<VariableException>(() => resolver.Expand("hello", templates));
        Assert.Equal(
            """
            component hello, variable one: "a {{ tokem }}", column 3: the app has no variable tokem; declare it under [variables], or use token
            component hello, variable two: "{{ token }} {{ token", column 13: {{ is not closed with }}
            component hello, variable three: "{{ to-ken }}", column 1: "to-ken" is not a valid variable name: it contains '-'; only lower-case letters, digits and underscores are allowed
            component hello: "Four" is not a valid variable name: it contains 'F'; only lower-case letters, digits and underscores are allowed
            component hello, variable five: "{{ zzzzzzzzz }}", column 1: the app has no variable zzzzzzzzz; declare it under [variables]
            """,
            error.Message);
    }

    private VariableSourcesConfig Sources => new() { WorkingFolder = _folder.FullName, Environment = _ => null };
}
