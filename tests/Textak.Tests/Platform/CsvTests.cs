using System.Text;
using Textak.Web.Platform;

namespace Textak.Tests.Platform;

/// <summary>What people typed stays text in a spreadsheet.</summary>
public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n1", "\"'\n1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\u200b=1", "'\u200b=1")]
    [InlineData("\ufeff =1", "\"'\ufeff =1\"")]
    [InlineData("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("plain", "plain")]
    [InlineData("1 - 1", "\"1 - 1\"")]
    [InlineData("", "")]
    public void A_text_is_quoted_and_never_a_formula(string text, string cell) => Csv.Cell(text).ShouldBe(cell);

    [Fact]
    public async Task Numbers_and_times_are_the_same_in_every_country()
    {
        using var stream = new MemoryStream();
        await Csv.WriteAsync(stream, new[] { new Row("x", -1.5, null, true, new(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), new(2025, 1, 2)) }.ToAsyncEnumerable(), CancellationToken.None);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("\uFEFFtext,number,nothing,yes,at,day\r\nx,-1.5,,true,2025-01-02T02:04:05Z,2025-01-02\r\n");
    }

    private sealed record Row(string Text, double Number, double? Nothing, bool Yes, DateTimeOffset At, DateOnly Day);
}
