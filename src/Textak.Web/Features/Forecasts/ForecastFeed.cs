using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Forecasting;

namespace Textak.Web.Features.Forecasts;

/// <summary>Where the feed shows a forecast.</summary>
public enum Shelf
{
    /// <summary>Nowhere: it is a proposal, or was one and came to nothing.</summary>
    None,

    /// <summary>Among those that take estimates.</summary>
    Open,

    /// <summary>After those: it is locked, or resolved.</summary>
    Closed,
}

/// <summary>
/// What the feed finds a forecast by and puts it in order by, as columns: each follows from the others whenever the forecast is saved, so
/// that a page of thousands is read from an index.
/// </summary>
public sealed partial class Forecast
{
    /// <summary>Whether it was ever open to answers here; a proposal isn't until it is published.</summary>
    public bool IsAsked { get; private set; } = true;

    public Shelf Shelf { get => !IsAsked ? Shelf.None : IsOpen ? Shelf.Open : Shelf.Closed; private set => _ = value; }

    /// <summary>How much evidence stands behind its number.</summary>
    public Confidence Confidence { get => ConfidenceRule.Of(Sources, Estimates, StatedConfidence); private set => _ = value; }

    /// <summary>Visible arguments on both sides together.</summary>
    public int Argued { get => ForCount + AgainstCount; private set => _ = value; }

    /// <summary>How far its people stand apart: <see cref="Textak.Forecasting.Contention"/>.</summary>
    public double Contention { get; private set; }

    /// <summary>When its number changed last, and from where; null where it never did, or had none before.</summary>
    public DateTimeOffset? MovedAt { get; private set; }
    public double? MovedFrom { get; private set; }

    private void Move(double? probability, DateTimeOffset now)
    {
        if (probability != Probability) (MovedAt, MovedFrom) = (now, Probability);
    }

    private static void MapFeed(EntityTypeBuilder<Forecast> forecast)
    {
        forecast.Property(f => f.Shelf).HasConversion<int>();
        // A status or a category is left to be looked at row by row: each order has its index, and a page takes a few dozen from its one end
        forecast.HasIndex(f => f.Shelf);
        forecast.HasIndex(f => new { f.Shelf, f.OpenedAt });
        forecast.HasIndex(f => new { f.Shelf, f.Horizon });
        forecast.HasIndex(f => new { f.Shelf, f.Argued });
        forecast.HasIndex(f => new { f.Shelf, f.Contention });
        // With the number, so that movers are compared without their rows
        forecast.HasIndex(f => new { f.Shelf, f.MovedAt, f.Probability });
        // Summed up for every page that is asked for: ReaderCache
        forecast.HasIndex(f => f.LastSeq);
    }
}
