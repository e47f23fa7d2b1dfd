namespace Wasmill.Functions.Databases;

/// <summary>The result of a statement.</summary>
/// <param name="Columns">The names of the columns; empty if the statement returns no rows.</param>
/// <param name="Rows">The rows, each with a value for each column.</param>
public sealed record SqliteResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<SqliteValue>> Rows);
