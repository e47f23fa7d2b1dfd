namespace Wasmill.Functions;

/// <summary>The way in which a request reaches a module.</summary>
public enum FunctionKind
{
    /// <summary>Through an exported function of the Spin HTTP core ABI.</summary>
    SpinHttp = 0,

    /// <summary>
    /// As a CGI program: a WASI command that reads the body from its standard input and writes header lines and a body to its standard
    /// output.
    /// </summary>
    Wagi,
}
