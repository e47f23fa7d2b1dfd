using System.Globalization;
using Wasmill.Functions.Inspection;
using Wasmill.Output;

namespace Wasmill.Commands.Functions.Inspecting;

// Tested by: InspectCommandTests
/// <summary>Text output of <c>inspect</c>.</summary>
internal static class ModuleText
{
    private const double MiB = 1024 * 1024;

    /// <summary>Writes it.</summary>
    public static void Write(ITerminal terminal, ModuleRow row)
    {
        var output = terminal.Out;
        output.WriteLine(row.Path);
        output.WriteLine($"  ABI:      {row.Abi}");
        if (row.Advice is { } advice)
            output.WriteLine($"            {terminal.Bad("not run by this version")}: {advice}");
        foreach (var trigger in row.Triggers ?? [])
        {
            output.WriteLine(Visible($"  Trigger:  {trigger.Component}: {trigger.Type}, {trigger.Detail}"));
            if (trigger.Advice is { } reason)
                output.WriteLine($"            {terminal.Bad("not run by this version")}: {Visible(reason)}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Size:     {row.Bytes} bytes ({row.Bytes / MiB:0.###} MiB)"));
        output.WriteLine($"  SHA-256:  {row.Sha256}");
        foreach (var memory in row.Memories)
            output.WriteLine($"  Memory:   {Size(memory.InitialBytes)} at first, "
                + $"{(memory.MaximumBytes is { } maximum ? $"{Size(maximum)} at most" : "no bound of its own")}");
        if (row.Sandbox is { } sandbox)
            output.WriteLine($"  Sandbox:  {sandbox}");
        if (row.Build is { } build)
        {
            output.WriteLine($"  Built by: {build.Builder}, {build.Language} {build.Version}");
            output.WriteLine($"  Sources:  {string.Join(", ", build.Sources.Select(Visible))}");
        }

        foreach (var producer in row.Producers)
            output.WriteLine(Visible($"  Made of:  {producer.Name} {producer.Version} ({producer.Field})"));
        WriteItems(
            output,
            "Imports",
            row.Imports.Select(import => import.Module is { } module ? $"{module}.{import.Name}" : import.Name),
            row.Imports);
        WriteItems(output, "Exports", row.Exports.Select(export => export.Name), row.Exports);
        output.WriteLine();
    }

    private static void WriteItems(TextWriter output, string title, IEnumerable<string> names, IReadOnlyList<ModuleItem> items)
    {
        output.WriteLine(items.Count == 0 ? $"  {title}:  none" : $"  {title}:");
        foreach (var (name, item) in names.Zip(items))
            output.WriteLine($"    {Visible(name)}{(item.Kind == "function" ? "" : $" ({item.Kind})")}");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0.###} MiB");

    // A name in a file from elsewhere must not move the cursor.
    private static string Visible(string name) => string.Concat(
        name.Select(character => char.IsControl(character) || Client.Text.VisibleText.IsActing(character) ? '\uFFFD' : character));
}
