using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Databases;

/// <summary>One database in a file.</summary>
internal sealed class SqliteDatabaseFile(string path, SqliteLimits limits, TimeProvider time) : ISqliteDatabase
{
    /// <inheritdoc />
    public ISqliteConnection Open(TimeSpan patience) => SqliteDatabaseConnection.Open(path, limits, patience, time);
}
