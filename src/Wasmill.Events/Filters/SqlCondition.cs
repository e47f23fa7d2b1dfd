namespace Wasmill.Events.Filters;

/// <summary>
/// The dialect <c>sql</c>, in Knative <c>cesql</c>: an expression of the CloudEvents SQL Expression Language that must evaluate to true
/// without an error.
/// </summary>
/// <param name="Expression">The text of the expression.</param>
public sealed record SqlCondition(string Expression) : FilterCondition;
