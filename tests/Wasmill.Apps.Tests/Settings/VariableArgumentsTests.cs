using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;

namespace Wasmill.Apps.Tests.Settings;

public sealed class VariableArgumentsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-variables-").FullName;

    [Fact]
    public void Values_are_given_as_text_as_a_files_text_or_as_a_table_of_many()
    {
        var values = Read([
            "a=1=2",
            $"b=@{Write("text", "long\nvalue")}",
            $"@{Write("v.json", """{"c": "3", "a": "4"}""")}",
            $"@{Write("v.toml", "d = \"5\"\n")}",
            "e=",
        ]);
        Assert.Equal(
            "a=4 b=long\nvalue c=3 d=5 e=",
            string.Join(' ', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("novalue", "--variable novalue must be KEY=VALUE")]
    [InlineData("=x", "--variable =x must be KEY=VALUE")]
    [InlineData("@values.yaml", "must end in .json or .toml")]
    [InlineData("a=@missing-file", "missing-file cannot be read")]
    [InlineData("one=1", "--variable one: the app declares no such variable; did you mean gone?")]
    public void Another_form_is_refused(string argument, string error)
        => Assert.Contains(error, Assert.Throws<ManifestException>(() => Read([argument])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("v.json", "[]", "must be an object of strings")]
    [InlineData("v.json", "{\"a\": 1}", "must be an object of strings")]
    [InlineData("v.json", "{", "is not valid JSON")]
    [InlineData("v.toml", "a = 1", ":1:1: a must be a string")]
    [InlineData("v.toml", "a = ", ":1:")]
    public void A_table_of_anything_but_strings_is_refused(string name, string text, string error)
    {
        var path = Write(name, text);
        Assert.Contains(error, Assert.Throws<ManifestException>(() => Read([$"@{path}"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A table may hold values for other apps as well.
    private static IReadOnlyDictionary<string, string> Read(string[] arguments)
    {
        var declared = new[] { "a", "b", "e", "gone" }.ToDictionary(
            name => name, _ => new VariableModel("", IsSecret: false), StringComparer.Ordinal);
        return VariableArguments.Read(arguments, new AppModel("app", null, "", null, [], []) { Variables = declared });
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
