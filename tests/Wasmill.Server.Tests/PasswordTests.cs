using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Wasmill.Client.Home;
using Wasmill.Server.Ingest.Passwords;

namespace Wasmill.Server.Tests;

/// <summary>Passwords at the ingest, and what a flood of wrong ones costs the others.</summary>
public sealed class PasswordTests
{
    private static readonly IPAddress Here = IPAddress.Loopback;
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_that_does_not_exist_costs_as_much_as_a_wrong_password()
    {
        using var folder = new Users();
        using var check = new PasswordCheck(TimeProvider.System);
        Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(new PasswordAttempt("nobody", "x", null, Here), Cancel));
        Assert.Equal(1, check.Computed);
        Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(folder.Attempt("x", Here), Cancel));
        Assert.Equal(2, check.Computed);
    }

    [Fact]
    public async Task A_proven_password_is_not_hashed_again_until_the_credentials_change()
    {
        using var folder = new Users();
        using var check = new PasswordCheck(TimeProvider.System);
        for (var i = 0; i < 3; i++)
            Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(folder.Attempt(folder.Password, Here), Cancel));
        Assert.Equal(1, check.Computed);
        check.Forget();
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(folder.Attempt(folder.Password, Here), Cancel));
        Assert.Equal(2, check.Computed);
    }

    [Fact]
    public async Task Of_a_hundred_wrong_passwords_at_once_from_one_address_five_are_hashed_and_a_proven_user_is_let_in_meanwhile()
    {
        using var folder = new Users();
        using var check = new PasswordCheck(TimeProvider.System);
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(folder.Attempt(folder.Password, Here), Cancel));
        var wrong = Enumerable.Range(0, 100).Select(i => check.VerifyAsync(folder.Attempt($"wrong {i}", Here), Cancel).AsTask()).ToArray();
        var right = check.VerifyAsync(folder.Attempt(folder.Password, Here), Cancel);
        Assert.True(right.IsCompletedSuccessfully);
        Assert.Equal(PasswordVerdict.Right, await right);

        var verdicts = await Task.WhenAll(wrong);
        // The delay after the fifth is 100 ms: a hash that takes longer lets another one through.
        var hashed = verdicts.Count(verdict => verdict == PasswordVerdict.Wrong);
        Assert.InRange(hashed, 5, 12);
        Assert.Equal(1 + hashed, check.Computed);
        Assert.Equal(100, hashed + verdicts.Count(verdict => verdict is PasswordVerdict.Delayed or PasswordVerdict.Busy));
        // 32 wait, and one may have been taken from the queue already.
        Assert.InRange(verdicts.Count(verdict => verdict == PasswordVerdict.Busy), 100 - 34, 100 - 32);
    }

    [Fact]
    public async Task Delays_are_of_the_address_and_shorter_ones_of_the_name()
    {
        using var folder = new Users();
        using var check = new PasswordCheck(TimeProvider.System);
        for (var i = 0; i < 5; i++)
            Assert.Equal(PasswordVerdict.Wrong, await check.VerifyAsync(new PasswordAttempt($"nobody {i}", "x", null, Here), Cancel));
        Assert.InRange(check.Remaining(folder.Attempt("x", Here)), TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.Zero, check.Remaining(folder.Attempt("x", There)));
        Assert.Equal(PasswordVerdict.Right, await check.VerifyAsync(folder.Attempt(folder.Password, There), Cancel));
    }

    [Fact]
    public void Delays_double_to_their_bound_and_end()
    {
        var time = new ManualTime();
        var delays = new FailureDelays(2, TimeSpan.FromSeconds(1), time);
        delays.Note("a");
        Assert.Equal(TimeSpan.Zero, delays.Remaining("a"));
        foreach (var expected in (int[])[100, 200, 400, 800, 1_000, 1_000])
        {
            delays.Note("a");
            Assert.Equal(TimeSpan.FromMilliseconds(expected), delays.Remaining("a"));
        }

        Assert.Equal(TimeSpan.Zero, delays.Remaining("b"));
        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(TimeSpan.FromMilliseconds(600), delays.Remaining("a"));
        time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal(TimeSpan.Zero, delays.Remaining("a"));
        time.Advance(TimeSpan.FromMinutes(10));
        delays.Note("a");
        Assert.Equal(TimeSpan.Zero, delays.Remaining("a"));
    }

    [Fact]
    public async Task Over_HTTP_a_flood_of_wrong_passwords_is_401_429_and_503_and_a_proven_sender_goes_on()
    {
        await using var broker = await RunningBroker.StartAsync();
        var password = broker.Folder.Credentials.Add("till", isBasic: true, DateTimeOffset.UnixEpoch);
        Assert.Equal(202, await PostAsync(broker, "till", password));
        var flood = Enumerable.Range(0, 100).Select(i => PostAsync(broker, i % 2 == 0 ? "till" : "nobody", $"wrong {i}")).ToArray();
        for (var i = 0; i < 10; i++)
            Assert.Equal(202, await PostAsync(broker, "till", password));
        var statuses = await Task.WhenAll(flood);
        Assert.All(statuses, status => Assert.Contains(status, (int[])[401, 429, 503]));
        Assert.InRange(statuses.Count(status => status == 401), 1, 20);

        using var limited = await SendAsync(broker, "till", "wrong again");
        if ((int)limited.StatusCode == 429)
            Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.True(broker.Folder.Credentials.Remove("till"));
        broker.Folder.Credentials.Add("shop", isBasic: false, DateTimeOffset.UnixEpoch);
        Assert.NotEqual(202, await PostUntilNotAsync(202, broker, "till", password));
    }

    // A revoked credential stays valid for 20 ms at most; a sender can only retry.
    private static async Task<int> PostUntilNotAsync(int status, RunningBroker broker, string user, string password)
    {
        for (var i = 0; i < 10_000; i++)
        {
            if (await PostAsync(broker, user, password) is var got && got != status)
                return got;
        }

        return status;
    }

    private static async Task<int> PostAsync(RunningBroker broker, string user, string password)
    {
        using var response = await SendAsync(broker, user, password);
        return (int)response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningBroker broker, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "");
        request.Content = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Encoding.UTF8, "application/cloudevents+json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return await broker.Http.SendAsync(request, Cancel);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }

    private sealed class Users : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-passwords-").FullName;
        private readonly Credential _credential;

        public Users()
        {
            var file = new CredentialFile(Path.Combine(_folder, "credentials.json"));
            Password = file.Add("till", isBasic: true, DateTimeOffset.UnixEpoch);
            _credential = file.Read()[0];
        }

        public string Password { get; }

        public PasswordAttempt Attempt(string password, IPAddress address) => new("till", password, _credential, address);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
