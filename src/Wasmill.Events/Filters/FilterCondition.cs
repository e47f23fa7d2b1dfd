namespace Wasmill.Events.Filters;

/// <summary>
/// A condition of a filter as a user wrote it. The kinds are those of the CloudEvents Subscriptions API 0.1, section 3.2.4.1, Knative's
/// <c>filter.attributes</c>, and <see cref="DataCondition"/>.
/// </summary>
public abstract record FilterCondition;
