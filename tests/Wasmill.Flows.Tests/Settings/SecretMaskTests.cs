using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Settings;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("http://user:pass@proxy:3128", "http://***@proxy:3128")]
    [InlineData("http://user@proxy/path@x", "http://***@proxy/path@x")]
    [InlineData("http://a@b:p@ss@proxy?q=@", "http://***@proxy?q=@")]
    [InlineData("user:pass@proxy", "***@proxy")]
    [InlineData("http://proxy:3128/a@b", "http://proxy:3128/a@b")]
    [InlineData("", "")]
    [InlineData("//", "//")]
    [InlineData("@", "***@")]
    public void User_and_password_of_an_address_are_hidden(string address, string shown)
        => Assert.Equal(shown, SecretMask.HideUserInfo(address));

    [Theory]
    [InlineData(SecretRule.None, "text", "text")]
    [InlineData(SecretRule.Value, "text", "***")]
    [InlineData(SecretRule.Value, "", "")]
    [InlineData(SecretRule.UserInfo, "http://u:p@x", "http://***@x")]
    public void What_is_hidden_depends_on_the_rule(SecretRule rule, string value, string shown)
        => Assert.Equal(shown, SecretMask.Apply(rule, value));
}
