namespace Wasmill.Architecture;

/// <summary>Time and randomness that code takes by itself. It is passed in, so that a test can choose it.</summary>
internal static class BannedSymbols
{
    private static readonly string[] Members =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow", "System.TimeProvider::get_System", "System.Random::get_Shared",
        "System.Threading.Thread::Sleep",
    ];

    /// <summary>The banned name that a member is; null for every other one.</summary>
    public static string? Find(Mono.Cecil.MemberReference member)
    {
        var type = member.DeclaringType?.FullName;
        return type == "System.Diagnostics.Stopwatch"
            ? "Stopwatch"
            : Members.FirstOrDefault(name => name == $"{type}::{member.Name}")?.Split('.')[^1]
                .Replace("::get_", ".", StringComparison.Ordinal)
                .Replace("::", ".", StringComparison.Ordinal);
    }
}
