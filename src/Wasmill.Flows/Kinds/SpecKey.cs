namespace Wasmill.Flows.Kinds;

/// <summary>One setting of a kind of component.</summary>
/// <param name="Name">The key under <c>spec</c>; nested keys are joined with dots. Also the option's name on the command line.</param>
/// <param name="Description">What it is, in one line for <c>--help</c>.</param>
/// <param name="IsRequired">Whether it must be given.</param>
public sealed record SpecKey(string Name, string Description, bool IsRequired = false)
{
    /// <summary>Whether it is the path of a file, relative to the flow file.</summary>
    /// <value>Default false.</value>
    public bool IsPath { get; init; }

    /// <summary>Which part of it is secret: hidden wherever the setting is shown.</summary>
    /// <value>Default <see cref="SecretRule.None"/>.</value>
    public SecretRule Secret { get; init; }

    /// <summary>A flag that stands for the setting on the command line, in the place of an option with a value.</summary>
    /// <value>Default null.</value>
    public SpecFlag? Flag { get; init; }
}
