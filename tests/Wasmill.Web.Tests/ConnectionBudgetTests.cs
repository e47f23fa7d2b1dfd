using Wasmill.Web.Connections;

namespace Wasmill.Web.Tests;

public sealed class ConnectionBudgetTests
{
    [Theory]
    [InlineData(1_024, 640)]
    [InlineData(4_096, 2_560)]
    [InlineData(600, 344)]
    [InlineData(256, 16)]
    [InlineData(1_048_576, 655_360)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Connections_leave_files_to_the_process(long limit, int connections)
        => Assert.Equal(connections, ConnectionBudget.Of(limit));
}
