namespace Textak.Forecasting;

/// <summary>How much evidence stands behind a probability. It says nothing about whether that probability is high or low.</summary>
public enum Confidence
{
    /// <summary>Few sources or few estimates: one more could change the picture.</summary>
    Low,

    /// <summary>Several sources and enough estimates that no one of them decides.</summary>
    Moderate,

    /// <summary>Many independent sources and many estimates.</summary>
    High,
}
