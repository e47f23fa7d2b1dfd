using System.Text;

namespace Wasmill.Testing;

/// <summary>An app made of the C guests of the tests (tests/guests): its manifest, and its folder.</summary>
/// <param name="name">The app's name.</param>
public sealed class TestApp(string name)
{
    private readonly StringBuilder _routes = new();
    private readonly StringBuilder _components = new();
    private readonly List<(string Guest, string File)> _guests = [];

    /// <summary>The text of <c>spin.toml</c>.</summary>
    public string Manifest => $"spin_manifest_version = 2\n[application]\nname = \"{name}\"\n{_routes}{_components}";

    /// <summary>An app with one component of the same name behind every path.</summary>
    /// <param name="name">The name of the app and of its component.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="settings">More lines of the component.</param>
    public static TestApp Of(string name, string guest, string settings = "")
        => new TestApp(name).Route("/...", name).Component(name, settings, guest);

    /// <summary>Adds a route.</summary>
    /// <param name="route">Its pattern.</param>
    /// <param name="component">The component that answers.</param>
    /// <param name="settings">More lines of the trigger.</param>
    public TestApp Route(string route, string component, string settings = "")
    {
        _routes.Append($"[[trigger.http]]\nroute = \"{route}\"\ncomponent = \"{component}\"\n").Append(settings).Append('\n');
        return this;
    }

    /// <summary>Adds a component whose module is a guest of the same name.</summary>
    /// <param name="id">The component, and the guest.</param>
    /// <param name="settings">More lines of the component.</param>
    /// <param name="guest">The guest, when it is not named as the component.</param>
    public TestApp Component(string id, string settings = "", string? guest = null)
    {
        _components.Append($"[component.{id}]\nsource = \"{guest ?? id}.wasm\"\n").Append(settings).Append('\n');
        _guests.Add((guest ?? id, $"{guest ?? id}.wasm"));
        return this;
    }

    /// <summary>Writes the manifest and the modules into a folder, which is made when it is missing.</summary>
    /// <returns>The folder.</returns>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (guest, file) in _guests)
            File.Copy(Checkout.Guest(guest), Path.Combine(folder, file), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "spin.toml"), Manifest);
        return folder;
    }
}
