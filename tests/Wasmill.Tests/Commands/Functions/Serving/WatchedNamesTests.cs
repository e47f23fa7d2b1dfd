using Wasmill.Apps.Manifests.Model;
using Wasmill.Commands.Functions.Serving;

namespace Wasmill.Tests.Commands.Functions.Serving;

public sealed class WatchedNamesTests
{
    [Theory]
    [InlineData("spin.toml app.py", "spin.toml, app.py")]
    [InlineData("spin.toml vendor/a.py vendor/b/c.py app.py lib/x.py", "spin.toml, app.py, vendor/ (2 files), lib/ (1 file)")]
    [InlineData("1 2 3 4 5 6 7 8 9 10", "1, 2, 3, 4, 5, 6, 7, 8 and 2 more")]
    [InlineData("../shared/x.py app.py", "/srv/shared/x.py, app.py")]
    public void Files_are_named_and_folders_counted(string files, string line)
    {
        var app = new AppModel("a", null, "/srv/app", null, [], []);
        Assert.Equal(line, WatchedNames.Of(app, [.. files.Split(' ').Select(file => Path.GetFullPath(file, "/srv/app"))]));
    }
}
