namespace Textak.Web.Features.Notices;

/// <summary>Why somebody hears of something. What each says is chosen by itself; the order is that of the page.</summary>
public enum NoticeCause { Reply, Moved, Argument, Author, Resolution, Criteria, Judgement, Report, Proposal }

public static class NoticeCauses
{
    public static IReadOnlyList<NoticeCause> All { get; } = Enum.GetValues<NoticeCause>();

    /// <summary>As it is chosen, and as a mail names what it may be stopped for.</summary>
    public static string Say(this NoticeCause cause) => cause switch
    {
        NoticeCause.Reply => "answers to your arguments",
        NoticeCause.Moved => "estimates that your arguments moved",
        NoticeCause.Argument => "new arguments on boards that you follow",
        NoticeCause.Author => "arguments of authors whom you follow",
        NoticeCause.Resolution => "boards that are locked, resolved or reopened, where you follow or estimate",
        NoticeCause.Criteria => "changed resolution criteria, where you follow or estimate",
        NoticeCause.Judgement => "what moderators decide about your arguments and objections",
        NoticeCause.Report => "what becomes of what you reported",
        _ => "what becomes of your proposals",
    };
}
