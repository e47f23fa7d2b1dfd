using Wasmill.Apps.Manifests;
using Wasmill.Apps.Templates;

namespace Wasmill.Apps.Tests.Templates;

/// <summary>What <c>wasmill new</c> refuses, and what it leaves behind then: nothing.</summary>
public sealed class NewAppTests : IDisposable
{
    private static readonly string[] Files = [".gitignore", "Pipfile", "README.md", "app.py", "spin.toml"];

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-new-").FullName;

    private string Output => Path.Combine(_folder, "my-app");

    [Fact]
    public void A_folder_that_is_missing_is_made_with_those_above_it()
    {
        var output = Path.Combine(_folder, "a", "b");
        Assert.Equal(Files, AppTemplates.Create(Ask(output: output)));
        Assert.Equal(Files, Names(output));
        Assert.Equal("my-app", AppLocator.Locate(output).Name);
    }

    [Fact]
    public void An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(Output);
        AppTemplates.Create(Ask());
        Assert.Equal(Files, Names(Output));
    }

    [Fact]
    public void With_allow_overwrite_the_templates_files_are_replaced_and_others_stay()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "app.py"), "old");
        File.WriteAllText(Path.Combine(Output, "mine.txt"), "mine");
        Assert.Contains("--allow-overwrite", Refused(Ask()), StringComparison.Ordinal);
        AppTemplates.Create(Ask() with { AllowOverwrite = true });
        Assert.Equal(
            ("mine", true),
            (
                File.ReadAllText(Path.Combine(Output, "mine.txt")),
                File.ReadAllText(Path.Combine(Output, "app.py")).Contains("handle_request", StringComparison.Ordinal)));
        Assert.Equal(6, Directory.GetFileSystemEntries(Output).Length);
    }

    [Fact]
    public void What_is_built_is_ignored_by_git_unless_the_folder_or_the_user_says_otherwise()
    {
        AppTemplates.Create(Ask());
        var ignored = File.ReadAllLines(Path.Combine(Output, ".gitignore"));
        Assert.Equal(["app.wasm", ".spin/", "__pycache__/"], ignored);

        File.WriteAllText(Path.Combine(Output, ".gitignore"), "mine");
        Assert.DoesNotContain(".gitignore", AppTemplates.Create(Ask() with { AllowOverwrite = true }));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Output, ".gitignore")));

        var other = Path.Combine(_folder, "other");
        Assert.DoesNotContain(".gitignore", AppTemplates.Create(Ask(output: other) with { IgnoresBuiltFiles = false }));
        Assert.False(File.Exists(Path.Combine(other, ".gitignore")));
    }

    [Fact]
    public void A_folder_where_a_file_should_be_leaves_the_other_files_as_they_were()
    {
        Directory.CreateDirectory(Path.Combine(Output, "spin.toml"));
        File.WriteAllText(Path.Combine(Output, "app.py"), "old");
        Assert.Contains("spin.toml is a folder", Refused(Ask() with { AllowOverwrite = true }), StringComparison.Ordinal);
        Assert.Equal(["app.py", "spin.toml"], Names(Output));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Output, "app.py")));
    }

    [Fact]
    public void A_file_in_the_way_of_the_folder_is_named()
    {
        File.WriteAllText(Output, "");
        Assert.Contains($"{Output} is a file", Refused(Ask()), StringComparison.Ordinal);
        Assert.Contains("cannot be written", Refused(Ask(output: Path.Combine(Output, "below"))), StringComparison.Ordinal);
        Assert.Equal(["my-app"], Names(_folder));
    }

    [Theory]
    [InlineData("htp-py", "did you mean http-py? Templates: http-py, event-py")]
    [InlineData("cobol", "template \"cobol\" does not exist. Templates")]
    public void An_unknown_template_is_answered_with_the_known_ones(string template, string reason)
    {
        Assert.Contains(reason, Refused(Ask() with { Template = template }), StringComparison.Ordinal);
        Assert.Empty(Names(_folder));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("My-app")]
    [InlineData("a--b")]
    [InlineData("a-1b")]
    [InlineData("1a")]
    [InlineData("a_b")]
    [InlineData("a\n")]
    [InlineData("")]
    public void A_name_that_is_not_kebab_case_is_refused(string name)
    {
        Assert.Contains("lower-case words joined by hyphens", Refused(Ask() with { Name = name }), StringComparison.Ordinal);
        Assert.Empty(Names(_folder));
    }

    [Theory]
    [InlineData("nope", "1", "parameter \"nope\" does not exist; the template has project-description, http-path")]
    [InlineData("http-path", "hello", "use a path that begins with /")]
    [InlineData("http-path", "/a b", "contains no blanks")]
    [InlineData("project-description", "two\nlines", "the value of project-description contains control characters")]
    public void A_parameter_that_would_break_the_app_is_refused(string name, string value, string reason)
    {
        Assert.Contains(
            reason, Refused(Ask() with { Values = new Dictionary<string, string> { [name] = value } }), StringComparison.Ordinal);
        Assert.Empty(Names(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string?> Names(string folder)
        => Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static string Refused(NewAppRequest request) => Assert.Throws<TemplateException>(() => AppTemplates.Create(request)).Message;

    private NewAppRequest Ask(string? output = null)
        => new("http-py", "my-app", output ?? Output, new Dictionary<string, string>(), AllowOverwrite: false);
}
