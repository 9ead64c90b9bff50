using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;

namespace Textak.Web.Features.Arguments;

/// <summary>Gives one's own argument another wording; everybody can compare it with the one before.</summary>
/// <param name="Edition">The wording that the form was opened on.</param>
public sealed record EditArgument(long ArgumentId, int? Edition, string? Text)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        if (ArgumentText.Read(Text, out var text) is { } wrong) return wrong;
        var (argument, refusal) = await OwnArgument.FindAsync(change, ArgumentId);
        if (argument is null) return refusal;
        if (argument.HiddenAt is not null) return new("", "Others don’t see this argument any more: it can’t be edited.");
        if (Edition != argument.Edition)
            return new("", "You edited it elsewhere meanwhile. What you typed is kept: compare it with what the argument says now, and send it again.");
        if (text == argument.Text) return new(nameof(Text), "That is what it says already.");
        if (argument.Edition > Argument.MostEdits) return new("", $"An argument can be edited {Argument.MostEdits} times. Withdraw it, and write another.");

        change.Db.Wordings.Add(argument.Reword(text, change.Seq, change.Now));
        change.Record(EventKind.ArgumentEdited, argument);
        return null;
    }
}
