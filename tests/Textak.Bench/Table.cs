using System.Globalization;

namespace Textak.Bench;

/// <summary>What a figure has to reach.</summary>
/// <param name="Words">As the table says it.</param>
/// <param name="IsMet">Asked with the median: of the ratio where there is a reference, else of the figure itself.</param>
internal sealed record Target(string Words, Func<double, bool> IsMet)
{
    /// <summary>Of a figure that has none: it explains others.</summary>
    public static Target None { get; } = new("", _ => true);

    /// <summary>Of a bench that could not be measured.</summary>
    public static Target Measured { get; } = new("measured", _ => false);

    public static Target AtMost(double most) => new(string.Create(CultureInfo.InvariantCulture, $"<= {most:0.###}"), value => value <= most);
    public static Target AtLeast(double least) => new(string.Create(CultureInfo.InvariantCulture, $">= {least:0.###}"), value => value >= least);
}

/// <summary>One line of the table.</summary>
/// <param name="Ours">One value for each repetition.</param>
internal sealed record Figure(string Name, string Unit, IReadOnlyList<double> Ours, Target Target)
{
    /// <summary>What was measured beside each of ours, in the same repetition.</summary>
    public IReadOnlyList<double> Reference { get; init; } = [];
    public string Note { get; init; } = "";

    public IReadOnlyList<double> Ratios => [.. Ours.Zip(Reference, (ours, reference) => ours / reference)];
    public IReadOnlyList<double> Judged => Reference.Count > 0 ? Ratios : Ours;
    public bool IsMet => Judged.Count > 0 && Target.IsMet(Median(Judged));

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>Everything that was measured, as it is printed in the end.</summary>
internal sealed class Table
{
    private readonly List<Figure> figures = [];

    public bool IsComplete => figures.All(figure => figure.Ours.Count > 0);

    public void Add(Figure figure)
    {
        figures.Add(figure);
        Run.Say("   " + string.Join(" | ", Cells(figure).Select(cell => cell.Trim()).Where(cell => cell.Length > 0)));
    }

    public void Print()
    {
        string[] heads = ["figure", "ours", "reference", "ratio", "spread", "n", "target", ""];
        List<string[]> lines = [heads, .. figures.Select(Cells)];
        var widths = heads.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        Console.WriteLine();
        foreach (var line in lines) Console.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Cells(Figure figure)
    {
        if (figure.Ours.Count == 0) return [figure.Name, "", "", "", "", "0", figure.Target.Words, $"NOT MEASURED: {figure.Note}"];
        var judged = figure.Judged;
        return
        [
            figure.Name,
            $"{Say(Figure.Median(figure.Ours))} {figure.Unit}",
            figure.Reference.Count > 0 ? $"{Say(Figure.Median(figure.Reference))} {figure.Unit}" : "",
            figure.Reference.Count > 0 ? Say(Figure.Median(judged)) : "",
            $"{Say(judged.Min())}..{Say(judged.Max())}",
            $"{judged.Count}",
            figure.Target.Words,
            (figure.Target == Target.None ? "" : figure.IsMet ? "met" : "MISSED") + (figure.Note.Length > 0 ? $" ({figure.Note})" : ""),
        ];
    }

    // Three digits that mean something
    private static string Say(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);
}
