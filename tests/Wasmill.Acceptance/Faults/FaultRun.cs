namespace Wasmill.Acceptance.Faults;

/// <summary>Fails the file operations of a real broker in turn, and looks at what came of every event that it had acknowledged.</summary>
internal sealed class FaultRun(FaultBroker broker, FaultSink sink, FaultControl control, FaultReport report)
{
    private const int Payload = 12_000;
    private const int Bug = 70;
    private const int DiskFailed = 74;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int _round;
    private bool _isEditKnown = true;
    private List<long> _seen = [];
    private string _stored = FaultFlow.Text(sink.Address, 0);

    /// <summary>Operations of one quiet round, of a start, and of a stop.</summary>
    public async Task<(long Round, long Start, long Stop)> MeasureAsync()
    {
        var before = control.Operations;
        await StartAsync();
        var start = control.Operations - before;
        await RoundAsync();
        before = control.Operations;
        await RoundAsync();
        var round = control.Operations - before;
        before = control.Operations;
        await StopAsync("a quiet stop");
        return (round, start, control.Operations - before);
    }

    /// <summary>
    /// A fault while the broker runs: (1) it is armed; (2) a round is made; (3) there is room again, or the broker is started again;
    /// (4) what was acknowledged has come.
    /// </summary>
    public async Task WhileRunningAsync(FaultMode mode, long n)
    {
        if (broker.HasEnded)
            await StartAsync();

        // 1 and 2
        control.Arm(mode, n);
        report.Armed++;
        var sent = await SendRoundAsync();

        // 3 and 4
        await SettleAsync(mode, n, "while it ran");
        await CheckAsync(sent, $"{mode} at operation {n} of a round ({control.FirstFailed})");
    }

    /// <summary>A fault while the broker starts.</summary>
    public async Task AtStartAsync(FaultMode mode, long n)
    {
        if (!broker.HasEnded)
            await StopAsync("before a start");
        control.Arm(mode, n);
        report.Armed++;
        report.Starts++;
        if (await broker.StartAsync() is var (code, text))
        {
            NoteHit(mode);
            if (code is not (1 or DiskFailed) || text.Contains("bug in wasmill", StringComparison.Ordinal))
                report.Aborts.Add($"start, {mode} at {n} ({control.FirstFailed}): code {code}: {text}");
            else if (mode == FaultMode.FullFrom)
                report.Broken.Add($"start, {mode} at {n} ({control.FirstFailed}): not started on a full disk: code {code}: {text}");
            else if (!text.Contains("no space left", StringComparison.OrdinalIgnoreCase)
                && !text.Contains("disk is full", StringComparison.Ordinal)
                && !text.Contains("input/output error", StringComparison.OrdinalIgnoreCase))
                report.Broken.Add($"start, {mode} at {n} ({control.FirstFailed}): without the reason: {text}");
            report.RefusedStarts++;
            control.Disarm();
            await StartAsync();
        }
        else
        {
            await SettleAsync(mode, n, "at the start");
        }

        await RoundAsync();
    }

    /// <summary>A fault while the broker stops.</summary>
    public async Task AtStopAsync(FaultMode mode, long n)
    {
        if (broker.HasEnded)
            await StartAsync();
        var sent = await SendRoundAsync();
        control.Arm(mode, n);
        report.Armed++;
        var (code, text) = await broker.StopAsync();
        NoteHit(mode);
        if (code != 0 && (code != DiskFailed || mode == FaultMode.FullFrom))
            report.Aborts.Add($"stop, {mode} at {n} ({control.FirstFailed}): code {code}: {text}");
        control.Disarm();
        await StartAsync();
        await CheckAsync(sent, $"{mode} at operation {n} of a stop ({control.FirstFailed})");
    }

    /// <summary>A round without a fault.</summary>
    public async Task RoundAsync() => await CheckAsync(await SendRoundAsync(), "a quiet round");

    /// <summary>Events that came more than once.</summary>
    public int Redelivered => sink.Received.Values.Sum(times => times - 1);

    private async Task StartAsync()
    {
        control.Disarm();
        report.Starts++;
        if (await broker.StartAsync() is var (code, text))
            Assert.Fail($"the broker does not start: code {code}: {text}");
        Assert.True(await broker.IsReadyAsync(), "the broker ended while it became ready");
    }

    private async Task StopAsync(string when)
    {
        control.Disarm();
        var (code, text) = await broker.StopAsync();
        if (code != 0)
            report.Aborts.Add($"stop {when}: code {code}: {text}");
    }

    private void NoteHit(FaultMode mode)
    {
        report.Failed += control.Failures;
        if (control.Failures > 0)
            report.Hit(mode, control.FirstFailed);
    }

    // There is room again: a broker that ran is ready without a restart, unless event data could not be written.
    private async Task SettleAsync(FaultMode mode, long n, string when)
    {
        NoteHit(mode);
        control.Disarm();
        if (await broker.IsReadyAsync())
            return;
        var (code, text) = await broker.EndAsync();
        var isFlush = control.FirstFailed.StartsWith("fsync", StringComparison.Ordinal);
        if (code != DiskFailed || mode == FaultMode.FullFrom || mode == FaultMode.FullOnce && !isFlush)
            report.Aborts.Add($"{when}, {mode} at {n} ({control.FirstFailed}): code {code}{(code == Bug ? " (a bug)" : "")}: {text}");
        else
            report.DiskFailures++;
        await StartAsync();
    }

    private async Task<List<(string Type, string Id)>> SendRoundAsync()
    {
        var round = ++_round;
        var sent = new List<(string, string)>();
        foreach (var (type, bytes) in new[]
        {
            ("retry", 100),
            ("ok", Payload),
            ("dead", 100),
            ("reply", 100),
            ("ok", Payload),
            ("ok", 100),
        })
        {
            var id = $"{round}-{sent.Count}-{type}";
            var status = await broker.SendAsync(id, type, bytes);
            if (status == 202)
                sent.Add((type, id));
            else if (status is not (503 or 0))
                report.Broken.Add($"round {round}: {type} was answered with {status}");
        }

        report.Acknowledged += sent.Count;
        var (edited, text) = await broker.EditAsync(sink.Address, round);
        if (edited == 204)
            _stored = FaultFlow.Text(sink.Address, round);
        else if (edited is 422 or 503 or 0)
            report.RefusedEdits++;
        else
            report.Broken.Add($"round {round}: the edit was answered with {edited}: {text}");
        _isEditKnown = edited != 0;
        var (purged, said) = await broker.PurgeAsync(_seen);
        if (purged is not (200 or 503 or 0))
            report.Broken.Add($"round {round}: the purge was answered with {purged}: {said}");
        return sent;
    }

    private async Task CheckAsync(List<(string Type, string Id)> sent, string what)
    {
        var expected = sent.Where(one => one.Type != "dead")
            .Select(one => ($"/{one.Type}", one.Id))
            .Concat(sent.Where(one => one.Type == "reply").Select(one => ("/ok", $"reply-to-{one.Id}")))
            .ToList();
        foreach (var (path, id) in await sink.WaitForAsync(expected, Patience))
            report.Lost.Add($"{what}: {id} did not come to {path}");
        var dead = sent.Where(one => one.Type == "dead").Select(one => one.Id).ToHashSet();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var letters = await broker.DeadAsync();
            _seen = [.. letters.Values];
            if (dead.All(letters.ContainsKey))
                break;

            if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > Patience)
            {
                report.Lost.Add($"{what}: {string.Join(' ', dead)} is no dead letter");
                break;
            }

            await Task.Delay(10);
        }

        // An edit whose answer the end of the process has cut off may hold or not; any other is as it was answered.
        var (runs, lies) = (await broker.FlowAsync(), await File.ReadAllTextAsync(Path.Combine(broker.Folder, "flow.yaml")));
        if (runs != lies)
            report.Broken.Add($"{what}: the flow that runs is not the one that is stored");
        else if (_isEditKnown && runs != _stored)
            report.Broken.Add($"{what}: the flow is not the one of the last edit that succeeded");
        _stored = lies;
    }
}
