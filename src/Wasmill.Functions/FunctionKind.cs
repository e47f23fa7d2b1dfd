namespace Wasmill.Functions;

/// <summary>The way in which a request reaches a module.</summary>
public enum FunctionKind
{
    /// <summary>
    /// Through an exported HTTP handler: a function of the Spin HTTP core ABI, or of <c>wasi:http/incoming-handler</c>, whichever the
    /// module has.
    /// </summary>
    SpinHttp = 0,

    /// <summary>
    /// As a CGI program: a WASI command that reads the body from its standard input and writes header lines and a body to its standard
    /// output.
    /// </summary>
    Wagi,
}
