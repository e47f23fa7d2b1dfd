using Wasmill.Client.Home;

namespace Wasmill.Client.Tests.Home;

public sealed class CredentialFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly CredentialFile _file;

    public CredentialFileTests() => _file = new CredentialFile(_folder.Path("credentials.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_token_is_kept_as_its_hash_alone()
    {
        var token = _file.Add("shop", isBasic: false, Now);
        var credential = Assert.Single(_file.Read());
        Assert.Equal(("shop", Credential.Bearer, "", Now), (credential.Name, credential.Kind, credential.Salt, credential.Created));
        Assert.Equal(CredentialFile.HashToken(token), Convert.FromBase64String(credential.Hash));
        Assert.Equal(64, token.Length);
        Assert.DoesNotContain(token, File.ReadAllText(_file.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_has_a_salt_of_its_own()
    {
        var password = _file.Add("a", isBasic: true, Now);
        _file.Add("b", isBasic: true, Now);
        var (a, b) = (_file.Read()[0], _file.Read()[1]);
        Assert.Equal(Credential.Basic, a.Kind);
        Assert.NotEqual(a.Salt, b.Salt);
        Assert.Equal(CredentialFile.HashPassword(password, Convert.FromBase64String(a.Salt)), Convert.FromBase64String(a.Hash));
    }

    [Theory]
    [InlineData("[\n {]", "is damaged: it is not valid JSON of this version in line 2, byte 3")]
    [InlineData("{}", "is damaged: it is not valid JSON of this version in line 1, byte 2")]
    [InlineData("null", "is damaged: it has no content")]
    public void A_damaged_file_is_named_with_the_place(string text, string reason)
    {
        var path = _folder.Write("credentials.json", text);
        Assert.Equal($"{path} {reason}", Assert.Throws<IOException>(_file.Read).Message);
    }

    [Fact]
    public void A_credential_is_removed_by_its_name()
    {
        Assert.Empty(_file.Read());
        Assert.False(_file.Remove("a"));
        _file.Add("a", isBasic: false, Now);
        _file.Add("b", isBasic: false, Now);
        Assert.True(_file.Remove("a"));
        Assert.False(_file.Remove("a"));
        Assert.Equal(["b"], _file.Read().Select(credential => credential.Name));
    }
}
