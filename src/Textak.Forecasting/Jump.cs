using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>What a participant did that moved the number.</summary>
public enum Cause
{
    /// <summary>Gave a new estimate in place of an earlier one.</summary>
    ChangedMind,

    /// <summary>Gave an estimate where they had none.</summary>
    Newcomer,

    /// <summary>Withdrew theirs, or let it grow stale.</summary>
    Withdrawal,
}

/// <summary>
/// How far one change of one estimate moved the board's number, in two parts. Each change also shifts how old all others are, and
/// with it their weights; that part of the movement is not what the participant said, and is kept apart.
/// </summary>
/// <remarks>
/// The parts go over a number that never stood, in this order. A changed mind: first the old value is said again, as the newest
/// (ageing), then it changes (own). A newcomer: first the others weigh what they will beside one more (ageing), then the value comes
/// (own). A withdrawal: first the value goes, with the others' weights as they were (own), then they weigh what they do without it
/// (ageing). While nobody has an estimate the number counts as where it last stood, so that who comes back moves it from there; the
/// very first estimate moves nothing.
/// </remarks>
/// <param name="Cause">What the participant did.</param>
/// <param name="Own">What the value that came, changed or went did, in percentage points: a whole or half number, -98 to 98.</param>
/// <param name="Ageing">What the other weights did, in percentage points: a whole or half number, -98 to 98.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Jump(Cause Cause, double Own, double Ageing);
