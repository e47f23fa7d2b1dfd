namespace Wasmill.Events.Filters.Data;

/// <summary>The types of a <see cref="DataValue"/>.</summary>
public enum DataValueKind
{
    /// <summary>A string.</summary>
    String = 0,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null.</summary>
    Null,
}
