namespace Textak.Web.Features.Arguments;

/// <summary>How near a source is to what it is cited for, weakest first.</summary>
public enum Grade
{
    /// <summary>It makes the claim likelier, through something else.</summary>
    Circumstantial,

    /// <summary>It reports what somebody else saw or measured.</summary>
    Proximate,

    /// <summary>It is itself what the claim is about: the record, the measurement, the statement.</summary>
    Direct,
}

public static class Grades
{
    /// <summary>"direct", "proximate", "circumstantial".</summary>
    public static string Word(this Grade grade) => grade.ToString().ToLowerInvariant();

    /// <summary>What it means, where one chooses it.</summary>
    public static string Means(this Grade grade) => grade switch
    {
        Grade.Direct => "the record, the measurement, the statement itself",
        Grade.Proximate => "a report of what others saw or measured",
        _ => "something that makes it likelier",
    };

    /// <returns>The grade of that name, as forms and files write it; null where there is none.</returns>
    public static Grade? Read(string? word) => Enum.GetValues<Grade>().Where(grade => string.Equals(grade.ToString(), word?.Trim(), StringComparison.OrdinalIgnoreCase)).Select(grade => (Grade?)grade).FirstOrDefault();
}
