using Wasmill.Client.Api;
using Wasmill.Commands.Events.Sending;


namespace Wasmill.Tests.Commands.Events.Sending;

public sealed class OutcomeTextTests
{
    [Fact]
    public void A_long_chain_of_replies_is_shown_to_its_end()
    {
        var replies = Enumerable.Range(2, 100)
            .Select(position => new ReplyDto(position, "e", "t", position - 1, 0, [Delivery("delivered")]))
            .ToArray();
        var terminal = new FakeTerminal();
        var outcome = new OutcomeDto
        {
            Position = 1,
            Id = "e",
            Type = "t",
            Complete = true,
            Deliveries = [Delivery("delivered")],
            Replies = replies,
            OmittedReplies = 0,
        };
        OutcomeText.Write(terminal, outcome);
        Assert.Equal(100, terminal.Text.Split("replied with event e (t):").Length - 1);
        Assert.Equal(101, terminal.Text.Split("trigger -> target: delivered").Length - 1);
        Assert.True(OutcomeText.IsDelivered(outcome));
        Assert.False(
            OutcomeText.IsDelivered(outcome with { Replies = [.. replies, new ReplyDto(200, "e", "t", 101, 0, [Delivery("givenUp")])] }));
    }

    [Fact]
    public void A_wide_outcome_is_cut_with_the_number_of_what_is_left_out()
    {
        var replies = Enumerable.Range(2, 250).Select(position => new ReplyDto(position, "e", "t", 1, 0, [])).ToArray();
        var terminal = new FakeTerminal();
        OutcomeText.Write(terminal, new OutcomeDto
        {
            Position = 1,
            Id = "e",
            Type = "t",
            Complete = true,
            Deliveries = [Delivery("delivered")],
            Replies = replies,
            OmittedReplies = 7,
        });
        Assert.Equal(200, terminal.Text.Split("replied with event e (t):").Length - 1);
        Assert.EndsWith("  ... and 57 more replies; \"-o json\" shows more\n", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_says_does_not_reach_the_terminal_raw()
    {
        var terminal = new FakeTerminal();
        var attempt = new AttemptDto(1, DateTimeOffset.UnixEpoch, 500, "\u001b]0;reason\u0007", ["\u001b[2Jline"]);
        OutcomeText.Write(
            terminal, new OutcomeDto
            {
                Position = 1,
                Id = "e",
                Type = "t",
                Complete = true,
                Deliveries = [new DeliveryDto("trigger", "", "givenUp", [attempt], null, true)],
                Replies = [],
                OmittedReplies = 0,
            });
        Assert.Equal(
            "Outcome of event e (t):\n  trigger (deleted): given up: \\u001b]0;reason\\u0007\n    | \\u001b[2Jline\n", terminal.Text);
    }

    private static DeliveryDto Delivery(string state) => new("trigger", "target", state, [], null, false);
}
