namespace Wasmill.Apps.Manifests.Model;

/// <summary>The way in which a component is called.</summary>
/// <param name="Arguments">The template of the program's arguments for WAGI; null for the HTTP ABI that the module exports.</param>
public sealed record ExecutorModel(string? Arguments)
{
    /// <summary>Spin's default template.</summary>
    public const string DefaultArguments = "${SCRIPT_NAME} ${ARGS}";

    /// <summary>The HTTP ABI that the module exports.</summary>
    public static ExecutorModel Http { get; } = new((string?)null);

    /// <summary>Indicates whether the module is a WAGI program.</summary>
    public bool IsWagi => Arguments is not null;
}
