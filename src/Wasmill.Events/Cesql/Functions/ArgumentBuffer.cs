using System.Runtime.CompilerServices;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

/// <summary>Stack storage for the arguments of most calls.</summary>
[InlineArray(Length)]
internal struct ArgumentBuffer
{
    /// <summary>The number of arguments that fit.</summary>
    public const int Length = 4;

#pragma warning disable IDE0044, IDE0051 // The runtime repeats this field.
    private CesqlValue _first;
#pragma warning restore IDE0044, IDE0051
}
