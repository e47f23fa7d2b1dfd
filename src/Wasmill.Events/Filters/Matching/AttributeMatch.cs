namespace Wasmill.Events.Filters.Matching;

/// <summary>How an attribute is compared.</summary>
public enum AttributeMatch
{
    /// <summary>It is the text.</summary>
    Exact = 0,

    /// <summary>It begins with the text.</summary>
    Prefix,

    /// <summary>It ends with the text.</summary>
    Suffix,

    /// <summary>It is there, with any value: Knative's <c>filter.attributes</c> with an empty value.</summary>
    Present,
}
