using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class AuthCommandTests
{
    [Fact]
    public async Task A_token_is_shown_once_listed_with_its_date_and_removed()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        var added = (await rig.RunAsync("auth", "add", "shop")).Succeeded();
        var token = Assert.Single(added.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Bearer", added.Error, StringComparison.Ordinal);
        Assert.Equal(("shop", "bearer"), (folder.Credentials.Read()[0].Name, folder.Credentials.Read()[0].Kind));

        var list = (await rig.RunAsync("auth", "list")).Succeeded().Out;
        Assert.Matches("shop +bearer +2026-11-24 15:00:00Z\n", list);
        Assert.DoesNotContain(token, list, StringComparison.Ordinal);

        var removed = (await rig.RunAsync("auth", "remove", "shop")).Succeeded();
        Assert.Equal("Removed credential shop\n", removed.Out);
        Assert.Contains("last credential", removed.Error, StringComparison.Ordinal);
        Assert.Contains("No credentials", (await rig.RunAsync("auth", "list")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_for_basic_authentication()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        Assert.Contains(
            "curl -u 'shop:", (await rig.RunAsync("auth", "add", "shop", "--basic")).Succeeded().Error, StringComparison.Ordinal);
        Assert.Matches("shop +basic +", (await rig.RunAsync("auth", "list", "--broker", "b")).Succeeded().Out);
    }

    [Theory]
    [InlineData(2, "\"a:b\"", "add a:b")]
    [InlineData(1, "\"shop\"", "add shop")]
    [InlineData(1, "\"sohp\"", "remove sohp")]
    [InlineData(2, "", "add")]
    [InlineData(2, "list", "")]
    [InlineData(1, "\"other\"", "list --broker other")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("auth", "add", "shop")).Succeeded();
        (await rig.RunAsync(["auth", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
    }

    [Fact]
    public async Task On_a_terminal_a_question_comes_before_a_credential_is_revoked()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("auth", "add", "shop")).Succeeded();
        (await rig.TypeAsync("n\n", "auth", "remove", "shop")).Failed(1, "Remove credential shop?", "nothing was deleted");
        (await rig.TypeAsync("", "auth", "remove", "other")).Failed(1, "\"other\" does not exist");
        Assert.Equal("Removed credential shop\n", (await rig.TypeAsync("", "auth", "remove", "shop", "-y")).Succeeded().Out);
    }
}
