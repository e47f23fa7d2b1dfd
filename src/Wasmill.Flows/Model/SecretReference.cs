namespace Wasmill.Flows.Model;

/// <summary>Where a target's secret setting comes from. Never holds the secret.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Name">The file's path or the variable's name; empty for <see cref="SecretSource.Inline"/>.</param>
public sealed record SecretReference(SecretSource Source, string Name)
{
    /// <summary>The line of the flow file that has it, from 1.</summary>
    /// <value>Default 0: it was not read from a file.</value>
    public long Line { get; init; }

    /// <summary>The column, from 1.</summary>
    /// <value>Default 0: it was not read from a file.</value>
    public long Column { get; init; }

    /// <summary>Whether two references lead to the same place, wherever they are written.</summary>
    public bool SameAs(SecretReference other) => Source == other.Source && Name == other.Name;
}
