using Wasmill.Apps.Building.Python;
using Wasmill.Apps.Building.Python.Requirements;
using Wasmill.Apps.Files;

namespace Wasmill.Apps.Tests.Building.Python.Requirements;

public sealed class PythonFindingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_there_is_not_found()
    {
        _folder.Write("app.py", "import os, json, spin_http, _thread, helper, pack.x, dep, single\nimport wasmill, __future__\n"
            + "try:\n    import requests\nexcept ImportError:\n    requests = None\n");
        _folder.Write("helper.py", "from . import nothing\nimport app\n");
        _folder.Write("pack/__init__.py", "import collections.abc\n");
        _folder.Write("vendor/dep/__init__.py", "import numpy\n");
        _folder.Write("vendor/single.py", "");
        _folder.Write("Pipfile", "[packages]\ndep = \"*\"\n[requires]\npython_version = \"3.13\"\n");
        Assert.Empty(Find());
    }

    [Fact]
    public void What_is_not_there_is_named_once_with_its_place_and_the_way_round()
    {
        _folder.Write("app.py", "import requests\n\ndef handle_request(request):\n    import sqlite3, helper\n    import requests\n");
        _folder.Write("helper.py", "import numpy as np\nimport own_one\n");
        Assert.Equal(
            [
                "app.py:1: requests is not in vendor/: it needs sockets, which a function does not have: "
                    + "use urllib.request.urlopen or spin_http.http_send",
                "app.py:4: sqlite3 is not available in a function: it needs native code and a file that can be written: "
                    + "keep values with spin_key_value, or ask a database server over HTTP",
                "helper.py:1: numpy is not in vendor/: it has compiled parts, which cannot run in the sandbox: "
                    + "use math, statistics and csv",
                "helper.py:2: own_one is not in vendor/: run pip install --target vendor --only-binary=:all: --platform any own_one, "
                    + "or put own_one.py beside app.py",
            ],
            Find());
    }

    [Fact]
    public void The_files_that_list_packages_are_compared_with_vendor()
    {
        _folder.Write("app.py", "import requests\n");
        _folder.Write(
            "Pipfile",
            "[packages]\nrequests = \"*\"\nPyYAML = {version = \"*\"}\nattrs = \"*\"\n[dev-packages]\npytest = \"*\"\n");
        _folder.Write("requirements.txt", "# comment\n-r other.txt\nflask>=2 ; python_version > \"3\"\nattrs\nzope.interface==1\n");
        _folder.Write("pyproject.toml", "[project]\ndependencies = [\"orjson>=3\", \"python-dateutil\"]\n");
        _folder.Write("vendor/attrs-23.1.dist-info/METADATA", "");
        _folder.Write("vendor/python_dateutil-2.9.0.dist-info/METADATA", "");
        _folder.Write("vendor/zope/interface/__init__.py", "");
        _folder.Write("vendor/zope.interface-1.0.dist-info/METADATA", "");
        Assert.Equal(
            [
                "app.py:1: requests is not in vendor/: it needs sockets, which a function does not have: "
                    + "use urllib.request.urlopen or spin_http.http_send",
                "Pipfile: PyYAML is not in vendor/: run pip install --target vendor --only-binary=:all: --platform any PyYAML",
                "requirements.txt: flask is not in vendor/: a function is called by its host, not by a server of its own: "
                    + "define handle_request or handle_event in app.py",
                "pyproject.toml: orjson is not in vendor/: it has compiled parts, which cannot run in the sandbox: use json",
            ],
            Find());
    }

    [Theory]
    [InlineData("Pipfile", "[packages\nrequests")]
    [InlineData("Pipfile", "packages = 1")]
    [InlineData("Pipfile", "[packages]\n")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [1, \"\"]")]
    [InlineData("requirements.txt", "\n\n-e .\n")]
    public void A_list_that_says_nothing_finds_nothing(string file, string text)
    {
        _folder.Write("app.py", "");
        _folder.Write(file, text);
        Assert.Empty(Find());
    }

    private IEnumerable<string> Find()
    {
        var app = new AppFolder(_folder.FullName);
        return PythonFindings.Find(PythonSources.Pack(_folder.FullName, "app", app), _folder.FullName, app)
            .Select(finding => finding.ToString());
    }
}
