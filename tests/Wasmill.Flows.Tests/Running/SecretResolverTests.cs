using System.Runtime.Versioning;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Running;
using Wasmill.Flows.Settings;
using Wasmill.Storage;

namespace Wasmill.Flows.Tests.Running;

public sealed class SecretResolverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-secrets-").FullName;
    private readonly List<string> _log = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("hunter2", "hunter2")]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\n", "hunter2")]
    [InlineData("hunter2\n\n", "hunter2\n")]
    [InlineData(" hunter 2 ", " hunter 2 ")]
    public void A_file_is_the_secret_but_for_one_line_end(string content, string secret)
    {
        Write("pw", content);

        Assert.Equal(secret, Resolved(new SecretValue(SecretSource.File, "pw")));
        Assert.Empty(_log);
    }

    [Fact]
    public void A_variable_is_the_secret()
    {
        Environment.SetEnvironmentVariable("WASMILL_TEST_SECRET", "hunter2");

        Assert.Equal("hunter2", Resolved(new SecretValue(SecretSource.Environment, "WASMILL_TEST_SECRET")));
    }

    [Theory]
    [InlineData(SecretSource.File, "missing", "{0}/missing does not exist")]
    [InlineData(SecretSource.File, "empty", "{0}/empty is empty")]
    [InlineData(SecretSource.File, ".", "{0} is a folder, not a file")]
    [InlineData(SecretSource.File, "large", "{0}/large is not a valid secret; it must have at most 65536 bytes")]
    [InlineData(SecretSource.File, "binary", "{0}/binary is not valid UTF-8")]
    [InlineData(
        SecretSource.Environment,
        "WASMILL_TEST_MISSING",
        "the environment variable WASMILL_TEST_MISSING is not set in the broker's process; set it and restart the broker")]
    public void A_secret_that_is_not_there_is_an_error_with_its_place_in_the_flow_file(SecretSource source, string name, string problem)
    {
        Write("empty", "\n");
        Write("large", new string('x', 70_000));
        File.WriteAllBytes(Path.Combine(_folder, "binary"), [0xFF, 0xFE]);

        var error = Assert.Single(
            Assert.Throws<FlowException>(() => Resolve(new SecretValue(source, name) { Place = new Place(12, 9) })).Errors);

        Assert.Equal(
            (12, 9, $"CloudEventsTarget sink: password: {problem.Replace("{0}", _folder, StringComparison.Ordinal)}"),
            (error.Line, error.Column, error.Message));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_everybody_can_read_is_warned_of()
    {
        Write("pw", "hunter2");
        File.SetUnixFileMode(Path.Combine(_folder, "pw"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Equal("hunter2", Resolved(new SecretValue(SecretSource.File, "pw")));

        Assert.Equal([$"sink: every user of this machine can read {_folder}/pw: run \"chmod 600 {_folder}/pw\""], _log);
    }

    [Fact]
    public async Task A_named_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "there is no mkfifo");
        using (var mkfifo = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [Path.Combine(_folder, "pipe")]))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        var error = Assert.Single(Assert.Throws<FlowException>(() => Resolve(new SecretValue(SecretSource.File, "pipe"))).Errors);

        Assert.EndsWith($"{_folder}/pipe is a named pipe, not a regular file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_the_flow_is_warned_of_once_with_its_place()
    {
        var target = Target(new SecretValue(SecretSource.Inline, "hunter2") { Place = new Place(12, 9) });
        var (flow, empty) = (new FlowModel("b", [target], []), new FlowModel("b", [], []));

        Assert.Equal(
            [("sink", "line 12, column 9: password is written in the flow file, with which it is copied and committed; "
                + "use passwordFrom: {file: PATH} or {env: NAME}")],
            SecretWarnings.Find(flow, empty));
        Assert.Empty(SecretWarnings.Find(flow, flow));
        Assert.Empty(SecretWarnings.Find(new FlowModel("b", [Target(new SecretValue(SecretSource.Environment, "X"))], []), empty));
    }

    private static ComponentConfig Target(SecretValue secret) => new("sink", "CloudEventsTarget", MapValue.Empty.With("password", secret));

    private ComponentConfig Resolve(SecretValue secret)
        => SecretResolver.Resolve(
            Target(secret),
            new ComponentEnvironment(
                _folder, _folder, new LineLoggerFactory((name, line) => _log.Add($"{name}: {line}")), TimeProvider.System,
                new FailedWrites(TimeProvider.System, new LineLogger(_log.Add))));

    private string Resolved(SecretValue secret) => Assert.IsType<SecretValue>(Resolve(secret).Spec.Find("password")).Text;

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
