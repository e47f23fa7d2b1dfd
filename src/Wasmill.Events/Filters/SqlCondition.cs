namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>sql</c>, in Knative <c>cesql</c>: an expression of the CloudEvents SQL Expression Language that must be true, without an error.</summary>
/// <param name="Expression">The expression's text.</param>
public sealed record SqlCondition(string Expression) : FilterCondition;
