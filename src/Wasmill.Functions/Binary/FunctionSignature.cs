namespace Wasmill.Functions.Binary;

/// <summary>A function's type: one letter for each parameter and result.</summary>
/// <param name="Parameters"><c>i</c> i32, <c>I</c> i64, <c>f</c> f32, <c>F</c> f64, <c>?</c> anything else.</param>
/// <param name="Results">The same letters.</param>
internal readonly record struct FunctionSignature(string Parameters, string Results)
{
    /// <summary>Indicates whether all parameters and results are numbers.</summary>
    public bool IsNumeric => !Parameters.Contains('?') && !Results.Contains('?');

    /// <summary>Converts the byte of a value type (core specification 5.3.1) to its letter.</summary>
    public static char Letter(byte type) => type switch
    {
        0x7F => 'i',
        0x7E => 'I',
        0x7D => 'f',
        0x7C => 'F',
        _ => '?',
    };
}
