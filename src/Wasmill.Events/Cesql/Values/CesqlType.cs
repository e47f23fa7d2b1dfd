namespace Wasmill.Events.Cesql.Values;

/// <summary>The types of CESQL values (CESQL 1.0, section 3.1).</summary>
public enum CesqlType
{
    /// <summary>True or false; its zero value is false. A missing attribute has this type where no other type is required.</summary>
    Boolean = 0,

    /// <summary>An integer from -2,147,483,648 to 2,147,483,647; its zero value is 0.</summary>
    Integer,

    /// <summary>A sequence of Unicode characters; its zero value is empty. URIs and timestamps are strings.</summary>
    String,
}
