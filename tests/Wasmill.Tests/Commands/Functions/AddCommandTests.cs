using System.Text.Json;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class AddCommandTests
{
    [Fact]
    public async Task A_component_is_added_to_the_app_of_a_manifest()
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("shop");
        (await rig.RunAsync("new", "http-py", "shop", "-o", folder)).Succeeded();
        var manifest = Path.Combine(folder, "spin.toml");
        var outcome = (await rig.RunAsync("add", "-t", "event-py", "stock", "-f", manifest, "-v", "http-path=/stock")).Succeeded();
        Assert.StartsWith($"Added stock to {manifest}: stock/.gitignore, stock/Pipfile", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("Next: wasmill build -c stock && wasmill up\n", outcome.Error);
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        Assert.Contains("[component.stock.build]\nworkdir = \"stock\"\ncommand = ", text, StringComparison.Ordinal);
        Assert.Contains("route = \"/stock\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_added_is_json()
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("shop");
        (await rig.RunAsync("new", "http-py", "shop", "-o", folder)).Succeeded();
        using var added = JsonDocument.Parse((await rig.RunAsync("add", "http-go", "stock", "-f", folder, "-o", "json")).Succeeded().Out);
        Assert.Equal("stock", added.RootElement.GetProperty("component").GetString());
        Assert.Equal(4, added.RootElement.GetProperty("files").GetArrayLength());
    }

    [Theory]
    [InlineData(2, "the component's name is missing, such as \"wasmill add http-py wowow\"", "")]
    [InlineData(2, "wasmill add http-py hello", "hello")]
    [InlineData(1, "has a component \"shop\" already", "http-py shop")]
    [InlineData(1, "\"http-rs\" does not exist", "http-rs hello")]
    public async Task What_is_wrong_is_told_and_nothing_changed(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("shop");
        (await rig.RunAsync("new", "http-py", "shop", "-o", folder)).Succeeded();
        (await rig.RunAsync(["add", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-f", folder])).Failed(code, reason);
        Assert.Equal(5, Directory.GetFileSystemEntries(folder).Length);
    }

    [Fact]
    public async Task A_module_has_no_manifest()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("add", "http-py", "hello", "-f", Checkout.Guest("echo"))).Failed(1, "is a module; use its spin.toml");
    }
}
