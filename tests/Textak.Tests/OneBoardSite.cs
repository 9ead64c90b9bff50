namespace Textak.Tests;

/// <summary>A site with one board, and somebody who is signed in: for what changes nothing, and so may share them.</summary>
public sealed class OneBoardSite : BusySite
{
    public string Slug { get; private set; } = "";
    public Participant Person { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Slug = await this.OpenAsync(Fresh.Slug());
        Person = await Participant.JoinAsync(this, Fresh.Name());
    }
}
