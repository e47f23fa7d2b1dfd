using Wasmill.CommandLine;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine;

public sealed class ProgressTests
{
    [Fact]
    public async Task What_takes_a_second_is_named()
    {
        var terminal = new FakeTerminal();
        var work = new TaskCompletionSource<int>();
        var shown = Progress.ShowAsync(terminal, TimeProvider.System, "Stopping broker wasm", work.Task);
        await terminal.WaitForErrorAsync("Stopping broker wasm ...\n", TestContext.Current.CancellationToken);
        work.SetResult(5);
        Assert.Equal(5, await shown);
    }

    [Fact]
    public async Task What_is_done_at_once_is_not_named()
    {
        var terminal = new FakeTerminal();
        Assert.Equal(5, await Progress.ShowAsync(terminal, TimeProvider.System, "Stopping broker wasm", Task.FromResult(5)));
        Assert.Equal("", terminal.ErrorText);
    }

    [Fact]
    public async Task The_error_of_the_work_is_passed_on()
        => await Assert.ThrowsAsync<InvalidOperationException>(() => Progress.ShowAsync(
            new FakeTerminal(), TimeProvider.System, "x", Task.FromException<int>(new InvalidOperationException())));

    [Fact]
    public async Task A_wait_for_an_outcome_is_named()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var gate = new TaskCompletionSource();
        sink.Gate = gate.Task;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        await using var sending = rig.Start("send-event", "--wait", "{}");
        await sink.WaitForRequestsAsync(1);
        await sending.WaitForErrorAsync("Waiting for the outcome ...");
        gate.SetResult();
        Assert.Equal(0, (await sending.EndAsync()).ExitCode);
    }
}
