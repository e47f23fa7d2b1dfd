using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class NewCommandTests
{
    [Theory]
    [InlineData("http-py wowow")]
    [InlineData("-t http-py wowow")]
    [InlineData("wowow --template http-py --accept-defaults --no-vcs")]
    public async Task An_app_is_made_of_a_template(string words)
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("wowow");
        var outcome = (await rig.RunAsync(["new", .. words.Split(' '), "-o", folder])).Succeeded();
        Assert.StartsWith($"Created wowow in {folder}: ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("wasmill build && wasmill up", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(
            "name = \"wowow\"",
            await File.ReadAllTextAsync(Path.Combine(folder, "spin.toml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "app.py")));
        Assert.Equal(!words.Contains("--no-vcs"), File.Exists(Path.Combine(folder, ".gitignore")));
    }

    [Fact]
    public async Task A_parameter_of_the_template_is_put_in()
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("hello");
        (await rig.RunAsync("new", "http-py", "hello", "-v", "http-path=/hello/...", "-o", folder)).Succeeded();
        Assert.Contains(
            "/hello/...",
            await File.ReadAllTextAsync(Path.Combine(folder, "spin.toml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_content_is_left_alone_unless_that_is_allowed()
    {
        await using var rig = new CommandRig();
        rig.Files.Write("full/app.py", "mine");
        (await rig.RunAsync("new", "http-py", "full", "-o", rig.Files.Path("full"))).Failed(1, "full");
        Assert.Equal("mine", await File.ReadAllTextAsync(rig.Files.Path("full", "app.py"), TestContext.Current.CancellationToken));
        (await rig.RunAsync("new", "http-py", "full", "-o", rig.Files.Path("full"), "--allow-overwrite")).Succeeded();
        Assert.NotEqual("mine", await File.ReadAllTextAsync(rig.Files.Path("full", "app.py"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2, "name is missing", "")]
    [InlineData(2, "wasmill new http-py wowow", "wowow")]
    [InlineData(2, "given twice", "-t http-py http-py wowow")]
    [InlineData(2, "\"path\"", "http-py wowow -v path")]
    [InlineData(1, "http-rs", "http-rs wowow")]
    [InlineData(1, "nothing", "http-py wowow -v nothing=1")]
    public async Task What_is_wrong_is_told_with_the_templates_or_the_way_to_write_it(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("app");
        (await rig.RunAsync(["new", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-o", folder])).Failed(code, reason);
        Assert.False(Directory.Exists(folder));
    }
}
