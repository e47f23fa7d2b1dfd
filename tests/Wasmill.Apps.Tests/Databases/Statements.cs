using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Tests.Databases;

/// <summary>Runs statements that have all the time they need.</summary>
internal static class Statements
{
    public static SqliteResult Run(this ISqliteConnection connection, string statement, params SqliteValue[] parameters)
        => connection.Execute(statement, parameters, TimeSpan.FromSeconds(60));
}
