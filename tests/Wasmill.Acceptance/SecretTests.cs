using System.Text;

namespace Wasmill.Acceptance;

/// <summary>A target's password, on the command line and in the folder.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task A_password_is_given_by_file_and_one_on_the_command_line_is_warned_of_and_shown_nowhere()
    {
        await using var tool = Tool.Create();
        var port = Ports.Free();
        var secret = Path.Combine(tool.Work, "sink.password");
        await File.WriteAllTextAsync(secret, "hunter2!\n", TestContext.Current.CancellationToken);
        await tool.SucceedAsync("create", "broker", "b", "--port", $"{port}");

        string[] target = ["create", "target", "cloudevents", "--endpoint", "http://127.0.0.1:9", "--credentials.basicAuth.username", "me"];
        Assert.DoesNotContain(
            "Warning",
            (await tool.SucceedAsync([.. target, "--name", "by-file", "--password-file", "sink.password"])).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "Warning: other users of this machine can see --credentials.basic-auth.password in the list of processes, "
                + "and it is stored in the flow file: use --password-file or --password-env.",
            (await tool.SucceedAsync([.. target, "--name", "inline", "--credentials.basicAuth.password", "letme1n!"])).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "no.password does not exist",
            (await tool.RunAsync([.. target, "--name", "no", "--password-file", "no.password"])).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "give one of --credentials.basic-auth.password, --password-file and --password-env",
            (await tool.RunAsync([.. target, "--name", "no", "--password-file", secret, "--password-env", "X"])).Failed(2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "the environment variable WASMILL_TEST_MISSING is not set in the broker's process",
            (await tool.RunAsync([.. target, "--name", "no", "--password-env", "WASMILL_TEST_MISSING"])).Failed().Error,
            StringComparison.Ordinal);
        // An edit of another document keeps both.
        await tool.SucceedAsync("create", "trigger", "--name", "t", "--target", "inline");

        var flow = await File.ReadAllTextAsync(Path.Combine(tool.Home, "b", "flow.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains(
            $"passwordFrom:\n        file: '{secret}'\n",
            flow.Replace($"file: {secret}\n", $"file: '{secret}'\n", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("password: 'letme1n!'", flow, StringComparison.Ordinal);
        Assert.DoesNotContain("***", flow, StringComparison.Ordinal);
        var printed = new StringBuilder();
        foreach (var command in (string[][])[["describe"], ["describe", "-o", "json"], ["logs"], ["brokers", "-o", "json"]])
            printed.Append((await tool.SucceedAsync(command)).Out);
        using var http = new HttpClient
        {
            DefaultRequestHeaders =
            {
                Authorization = new(
                    "Bearer", await File.ReadAllTextAsync(Path.Combine(tool.Home, "b", "token"), TestContext.Current.CancellationToken)),
            },
        };
        printed.Append(await http.GetStringAsync($"http://127.0.0.1:{port}/api/flow", TestContext.Current.CancellationToken));
        Assert.Contains("***", printed.ToString(), StringComparison.Ordinal);
        foreach (var hidden in (string[])["hunter2!", "letme1n!"])
            Assert.DoesNotContain(hidden, printed.ToString(), StringComparison.Ordinal);
    }
}
