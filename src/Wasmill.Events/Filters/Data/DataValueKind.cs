namespace Wasmill.Events.Filters.Data;

/// <summary>The type of a <see cref="DataValue"/>.</summary>
public enum DataValueKind
{
    /// <summary>A text.</summary>
    String = 0,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null.</summary>
    Null,
}
