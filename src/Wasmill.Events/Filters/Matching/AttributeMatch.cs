namespace Wasmill.Events.Filters.Matching;

/// <summary>The comparisons of attributes.</summary>
public enum AttributeMatch
{
    /// <summary>The attribute equals the text.</summary>
    Exact = 0,

    /// <summary>The attribute starts with the text.</summary>
    Prefix,

    /// <summary>The attribute ends with the text.</summary>
    Suffix,

    /// <summary>The attribute exists, with any value: Knative's <c>filter.attributes</c> with an empty value.</summary>
    Present,
}
