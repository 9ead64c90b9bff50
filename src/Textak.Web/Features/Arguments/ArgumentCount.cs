using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>What is counted of the arguments that everybody sees.</summary>
internal static class ArgumentCount
{
    /// <summary>Adjusts the counts of the board, or of the argument that it rebuts, when an argument appears (1) or goes (-1).</summary>
    public static async Task CountAsync(this Change change, Argument argument, int by)
    {
        if (argument is { Answers: null, AnswersId: null }) change.Forecast.Count(argument.Side, by);
        else (argument.Answers ?? await change.Db.Arguments.SingleAsync(a => a.Id == argument.AnswersId)).CountRebuttal(by);
        await Source.CountAsync(change, argument, by);
    }
}
