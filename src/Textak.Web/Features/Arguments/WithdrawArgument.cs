using Textak.Web.Features.Live;
using Textak.Web.Features.Reports;

namespace Textak.Web.Features.Arguments;

/// <summary>Takes one's own argument from the board, for good. What it moved stays as it was.</summary>
public sealed record WithdrawArgument(long ArgumentId)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.ClosedAs(change.Now) is { } closed) return closed;
        var (argument, refusal) = await OwnArgument.FindAsync(change, ArgumentId);
        if (argument is null) return refusal;
        if (argument.Withdraw(change.Now) is { } no) return no;

        await change.CountAsync(argument, -1);
        await DecideCase.SettleAsync(change, argument.Id, hidden: true, "");
        change.Record(EventKind.ArgumentWithdrawn, argument);
        return null;
    }
}
