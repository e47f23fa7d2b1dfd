using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Exercise;

/// <summary>
/// A source, a target and a transformation that only <see cref="ExerciseKinds"/> knows: commands, help, checks, <c>describe</c>, schema,
/// reference page and files have them all the same, and they run.
/// </summary>
public sealed class ExerciseTests : IAsyncDisposable
{
    private readonly ComponentKinds _kinds = ExerciseKinds.Create();
    private readonly CommandRig _rig;

    public ExerciseTests() => _rig = new CommandRig { Kinds = _kinds };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("source", "countdown", "--from NUMBER", "wasmill create source countdown --from 3 --labels room=blue")]
    [InlineData("target", "collect", "--key-env NAME", "wasmill create target collect --shelf top --key-env SHELF_KEY")]
    [InlineData("transformation", "shout", "--ending TEXT", "wasmill create transformation shout --ending .loud")]
    public async Task The_help_shows_options_and_examples(string role, string name, string option, string example)
    {
        var help = (await _rig.RunAsync("create", role, name, "--help")).Succeeded().Out;

        Assert.Contains(option, help, StringComparison.Ordinal);
        Assert.Contains(example, help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_and_the_reference_page_have_the_kinds()
    {
        var schema = (await _rig.RunAsync("flow", "schema")).Succeeded().Out;
        Assert.All(
            ["CountdownSource", "CollectTarget", "ShoutTransformation"],
            kind => Assert.Contains($"\"const\": \"{kind}\"", schema, StringComparison.Ordinal));

        var page = (await _rig.RunAsync("flow", "explain", "countdown")).Succeeded().Out;
        Assert.Contains("- `from` (whole number, 1 to 1000, required): the first number", page, StringComparison.Ordinal);
        Assert.Contains(
            "kind: CountdownSource\nmetadata:\n  name: wasm-countdownsource\nspec:\n  from: 3\n  labels:\n    room: blue\n",
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_go_from_the_source_through_the_transformation_to_the_target_and_describe_shows_all()
    {
        await _rig.StartBrokerAsync();
        (await _rig.RunAsync("create", "target", "collect", "--name", "shelf", "--shelf", "top", "--broker", "b")).Succeeded();
        (await _rig.RunAsync("create", "transformation", "shout", "--name", "loud", "--ending", ".loud", "--broker", "b")).Succeeded();
        (await _rig.RunAsync("create", "trigger", "--target", "loud", "--eventTypes", "countdown", "--broker", "b")).Succeeded();
        (await _rig.RunAsync("create", "trigger", "--target", "shelf", "--eventTypes", "countdown.loud", "--broker", "b")).Succeeded();
        (await _rig.RunAsync("create", "source", "countdown", "--name", "down", "--from", "3", "--labels", "room=blue", "--broker", "b"))
            .Succeeded();

        var events = _kinds.All.OfType<CollectTargetKind>().Single().Events.Reader;
        for (var i = 0; i < 3; i++)
        {
            var one = await events.ReadAsync(Cancel);
            Assert.Equal(("countdown.loud", "/down"), (one.Type, one.Source));
            Assert.Equal("blue", Assert.Single(one.Extensions, extension => extension.Name == "room").Value);
        }

        var described = (await _rig.RunAsync("describe", "b")).Succeeded().Out;
        Assert.Contains("collecttarget", described, StringComparison.Ordinal);
        Assert.Contains("shouttransformation", described, StringComparison.Ordinal);
        Assert.Contains("3 to 1", described, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_errors_with_their_option_and_advice()
    {
        await _rig.StartBrokerAsync();

        (await _rig.RunAsync("create", "target", "collect", "--shelf", "cellar", "--broker", "b"))
            .Failed(2, "Error: --shelf: \"cellar\" is not a valid shelf; use one above the ground");
        (await _rig.RunAsync("create", "source", "countdown", "--from", "0", "--broker", "b"))
            .Failed(2, "Error: --from must be a whole number from 1 to 1000, not \"0\"");
    }

    [Fact]
    public void A_file_is_read_as_it_was_written()
    {
        List<ComponentConfig> components =
        [
            .. _kinds.All.SelectMany(kind => kind.Examples.Select(
                (example, index) => new ComponentConfig($"{kind.CommandName}{index}", kind.Kind, example.Settings) { Role = kind.Role }))
                .DistinctBy(component => component.Name),
        ];

        var read = FlowReader.Read(FlowText.Parse(FlowWriter.Write(new FlowModel("b", components, []), _kinds).ToString()), _kinds);

        Assert.Equal(components.Count, read.Components.Count);
        Assert.All(
            components,
            component => Assert.True(component.SameAs(read.Components.Single(other => other.Name == component.Name)), component.Name));
    }
}
