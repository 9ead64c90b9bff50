namespace Textak.Bench.Crowds;

/// <summary>What the programs of a crowd say: made of parts, so that few say the same, and of nothing that anybody could take for news.</summary>
internal static class Sentences
{
    private static readonly string[] Starts = ["Going by the last ten years", "In the cases that are most alike", "If costs go on as they did", "Once the rules are in force", "With what is known today", "Seen from the end of the horizon"];
    private static readonly string[] Pro = ["the trend is steeper than most of us assume", "what had to come first has come", "there is time left for two more attempts", "those who decide have said that they want it", "the obstacle that was named most is gone"];
    private static readonly string[] Con = ["half of such plans were late by more than a year", "nothing of what had to come first has come", "those who would have to pay have not agreed", "the measure that the criteria name moves slowly", "the easy part is done, and the hard one begins"];
    private static readonly string[] Ends = ["and that counts for more than a single report.", "which the number doesn’t show yet.", "and I would change my mind with the next figures.", "so the burden lies with the other side.", "whatever the headlines say."];
    private static readonly string[] Answers = ["That was so before as well, and it came out the other way", "One case is no base rate, and there are more that went differently", "This counts twice what the criteria ask for once", "It may be true and still come too late for the horizon", "The figures behind it are older than the question"];

    public static string Argument(Random random, string side) => $"{One(random, Starts)}, {One(random, side == "for" ? Pro : Con)}, {One(random, Ends)}";

    public static string Rebuttal(Random random) => $"{One(random, Answers)}, {One(random, Ends)}";

    private static string One(Random random, string[] of) => of[random.Next(of.Length)];
}
