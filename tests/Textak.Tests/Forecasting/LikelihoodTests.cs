using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class LikelihoodTests
{
    [Theory]
    [InlineData(1, 4, "almost no chance")]
    [InlineData(5, 19, "very unlikely")]
    [InlineData(20, 44, "unlikely")]
    [InlineData(45, 55, "roughly even")]
    [InlineData(56, 80, "likely")]
    [InlineData(81, 95, "very likely")]
    [InlineData(96, 99, "almost certain")]
    public void Each_word_has_its_band(int first, int last, string word)
    {
        for (var percent = first; percent <= last; percent++)
            Likelihood.Word(percent).ShouldBe(word, $"{percent} %");
    }

    [Theory]
    [InlineData(.0449, "almost no chance")]
    [InlineData(.0451, "very unlikely")] // shown as 5 %
    [InlineData(.5549, "roughly even")]
    [InlineData(.9549, "very likely")] // shown as 95 %
    [InlineData(.955, "almost certain")]
    public void The_word_goes_with_the_number_that_is_shown(double p, string word) =>
        Likelihood.Word(Percent.Of(p)).ShouldBe(word);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-5)]
    public void What_is_never_shown_has_no_word(int percent) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.Word(percent));
}
