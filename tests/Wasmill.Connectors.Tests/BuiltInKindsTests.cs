using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Tests;

/// <summary>Tests of requirements for every built-in kind.</summary>
public sealed class BuiltInKindsTests
{
    private static readonly ComponentKinds Kinds = BuiltInKinds.ForEditing;

    public static TheoryData<string> Names { get; } = [.. Kinds.All.Select(kind => kind.Kind)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_examples_are_valid_and_a_file_with_them_is_read_as_it_was_written(string name)
    {
        var kind = Kinds.Find(name)!;
        Assert.NotEmpty(kind.Examples);
        foreach (var example in kind.Examples)
        {
            Assert.Empty(ComponentCheck.FindErrors(kind, "x", example.Settings));
            Assert.NotEmpty(kind.AddressOf(new SettingsReader("x", example.Settings)));

            var component = new ComponentConfig("x", name, example.Settings) { Role = kind.Role };
            var text = FlowWriter.Write(new FlowModel("b", [component], []), Kinds).ToString();
            Assert.True(component.SameAs(Assert.Single(FlowReader.Read(FlowText.Parse(text), Kinds).Components)), text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_texts_are_phrases_for_the_help(string name)
    {
        var kind = Kinds.Find(name)!;
        string[] texts =
        [
            kind.Description,
            .. SettingTree.Leaves(kind.Settings).Select(leaf => leaf.Setting.Description),
            .. kind.Examples.Select(example => example.Title),
        ];
        Assert.All(texts, text => Assert.Matches(@"^(?!The |A |An )[^.]((?!\.$).)*[^.]$", text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_reference_page_is_committed_as_the_command_prints_it(string name)
    {
        var kind = Kinds.Find(name)!;
        var file = $"{kind.CommandName}-{ReferencePage.WordOf(kind.Role)}.md";

        Assert.True(
            await ReadAsync(file) == ReferencePage.Write(kind, Kinds),
            $"docs/components/{file} differs: run ./wasmill flow explain {kind.Kind} > docs/components/{file}");
        Assert.Contains($"[{kind.Kind}]({file})", await ReadAsync("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_committed_as_the_command_prints_it()
        => Assert.True(
            await ReadAsync("flow.schema.json") == FlowSchema.Write(Kinds),
            "docs/components/flow.schema.json differs: run ./wasmill flow schema > docs/components/flow.schema.json");

    private static async Task<string> ReadAsync(string file)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Wasmill.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("the tests must run inside a checkout");
        var path = Path.Combine(root, "docs", "components", file);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
    }
}
