namespace Wasmill.Events.Cesql.Values;

/// <summary>The types of CESQL values (CESQL 1.0, section 3.1).</summary>
public enum CesqlType
{
    /// <summary>True or false; its zero value is false. An attribute that is missing where nothing says another type counts as one.</summary>
    Boolean = 0,

    /// <summary>A whole number from -2,147,483,648 to 2,147,483,647; its zero value is 0.</summary>
    Integer,

    /// <summary>A sequence of Unicode characters; its zero value is empty. URIs and timestamps are strings.</summary>
    String,
}
