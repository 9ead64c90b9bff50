using Textak.Web.Features.Live;

namespace Textak.Web.Features.Proposals;

/// <summary>The form of a question, with what is wrong with it and what could be better.</summary>
public sealed record DraftForm(Draft Draft, IReadOnlyList<Refusal> Problems, IReadOnlyList<Refusal> Advice, IReadOnlyList<SimilarQuestions.Found> Similar)
{
    public string? Problem(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Message;

    public string Hint(string field) => string.Join(' ', Advice.Where(advice => advice.Field == field).Select(advice => advice.Message));
}
