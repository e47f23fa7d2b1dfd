using Wasmill.Apps.Building.Python.Requirements;

namespace Wasmill.Apps.Tests.Building.Python.Requirements;

public sealed class PythonImportsTests
{
    [Theory]
    [InlineData("import a", "1 a")]
    [InlineData("import a.b as c, d ,e", "1 a|1 d|1 e")]
    [InlineData("from a.b import c", "1 a")]
    [InlineData("from a import (b,\n  c)\nimport d", "1 a|3 d")]
    [InlineData("from . import a\nfrom .b import c\nfrom .. import d", "")]
    [InlineData("x = 1; import a; import b", "1 a|1 b")]
    [InlineData("import \\\n  a\nimport b", "1 a|3 b")]
    [InlineData("def f():\n\timport a\n\tif x:\n\t\timport b\n\timport c\nimport d", "2 a|4 b?|5 c|6 d")]
    [InlineData(
        "try:\n  import a\nexcept ImportError:\n  import b\nelse:\n  import c\nfinally:\n  import d\nimport e", "2 a?|4 b?|6 c?|8 d?|9 e")]
    [InlineData("if TYPE_CHECKING:\n    import a\nelif x:\n    def f():\n        import b\nimport c", "2 a?|5 b?|6 c")]
    [InlineData("class A:\n  import a\nwith x:\n  import b\nfor x in y:\n  import c", "2 a|4 b|6 c")]
    public void Imports_are_found_with_their_lines_and_conditions(string source, string imports) => Assert.Equal(imports, Find(source));

    [Theory]
    [InlineData("\"\"\"\nimport a\n\"\"\"\nimport b", "4 b")]
    [InlineData("'''it's\nimport a'''\nimport b", "3 b")]
    [InlineData("x = r'\\'\nimport a\ny = 'import b'\n", "2 a")]
    [InlineData("x = (\n'a',\nimport_me,\n)\nimport a # import b\n# import c\nimportant = 1\nfrom_x = 2", "5 a")]
    [InlineData("x = \"\"\"open\nimport a", "")]
    [InlineData("x = 'open\nimport a", "2 a")]
    [InlineData("print('\\\nimport a')\nimport b", "3 b")]
    [InlineData("import a\r\nfrom b import (\r\n c\r\n)\r\nimport d\r\n", "1 a|2 b|5 d")]
    [InlineData("import", "")]
    [InlineData("", "")]
    public void What_only_looks_like_an_import_is_none(string source, string imports) => Assert.Equal(imports, Find(source));

    private static string Find(string source)
        => string.Join(
            '|', PythonImports.Find(source).Select(import => $"{import.Line} {import.Module}{(import.IsConditional ? "?" : "")}"));
}
