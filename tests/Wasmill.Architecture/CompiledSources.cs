using Mono.Cecil;

namespace Wasmill.Architecture;

/// <summary>The compiled assemblies of <c>src</c>, as they lie beside this test.</summary>
internal static class CompiledSources
{
    /// <summary>Every type that somebody wrote, with the types nested in it counted as its own.</summary>
    public static IReadOnlyList<TypeDefinition> Types { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileNameWithoutExtension(path) is "wasmill"
                || Path.GetFileName(path).StartsWith("Wasmill.", StringComparison.Ordinal))
            .Where(path => Path.GetFileNameWithoutExtension(path) != typeof(CompiledSources).Assembly.GetName().Name)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => ModuleDefinition.ReadModule(path).Types)
            .Where(type => IsOurs(type)),
    ];

    /// <summary>Name of the project that a type is compiled into.</summary>
    public static string ProjectOf(TypeReference type) => type is TypeDefinition definition
        ? definition.Module.Assembly.Name.Name
        : type.Scope.Name.Replace(".dll", "", StringComparison.Ordinal);

    /// <summary>Whether a type is ours, and no generator's.</summary>
    public static bool IsOurs(TypeReference type)
        => type.Namespace == "Wasmill" || type.Namespace.StartsWith("Wasmill.", StringComparison.Ordinal);
}
