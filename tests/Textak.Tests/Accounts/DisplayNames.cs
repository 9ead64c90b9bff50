using System.Globalization;
using System.Text;
using CsCheck;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

public sealed class DisplayNames
{
    [Theory]
    [InlineData("Mara")]
    [InlineData("Mara Lindqvist")]
    [InlineData("Al")]
    [InlineData("O'Neill")]
    [InlineData("Jean-Luc P. Picard")]
    [InlineData("snake_case_99")]
    [InlineData("x.y")]
    [InlineData("2nd Lieutenant")]
    [InlineData("José Ñandú")]
    [InlineData("Nguyễn Thị Ánh")]
    [InlineData("İpek Işık")]
    [InlineData("Łukasz Żółć")]
    [InlineData("ʻIolani")]
    [InlineData("Анна Каренина")]
    [InlineData("Сара")]
    [InlineData("Егор")]
    [InlineData("Єва Ґудзь")]
    [InlineData("Άννα Παπαδοπούλου")]
    [InlineData("Արամ Խաչատրյան")]
    [InlineData("ნინო")]
    [InlineData("דוד בן-גוריון")]
    [InlineData("محمد الأمين")]
    [InlineData("فاطمه ۱۲")]
    [InlineData("आकाश शर्मा")]
    [InlineData("ကျွန်တော်")]
    [InlineData("สมชาย ใจดี")]
    [InlineData("김민준")]
    [InlineData("田中さくら")]
    [InlineData("サラー")]
    [InlineData("李小龍")]
    [InlineData("𠮷田")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcd")]
    public void Names_of_the_world_are_welcome(string name) => DisplayName.Problem(DisplayName.Clean(name)).ShouldBeNull();

    [Theory]
    [InlineData("", "Choose a name")]
    [InlineData("   ", "Choose a name")]
    [InlineData("M", "at least 2")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcde", "has 31 characters")]
    [InlineData("-Mara", "begins and ends")]
    [InlineData("Mara.", "begins and ends")]
    [InlineData("'Mara'", "begins and ends")]
    [InlineData("..", "begins and ends")]
    [InlineData("12345", "at least one letter")]
    [InlineData("Mara@home", "@ can't stand")]
    [InlineData("<b>Mara</b>", "< can't stand")]
    [InlineData("Mara/Bob", "/ can't stand")]
    [InlineData("Mara & Bob", "& can't stand")]
    [InlineData("Mara 😀", "😀 can't stand")]
    [InlineData("👩‍👩‍👧", "👩 can't stand")]
    [InlineData("Ma♥ra", "♥ can't stand")]
    [InlineData("Mara\u200bBob", "can't be seen")]
    [InlineData("Mara\u200dBob", "can't be seen")]
    [InlineData("\u202eraM", "can't be seen")]
    [InlineData("Ma\u00adra", "can't be seen")]
    [InlineData("Mara\ufe0f", "can't be seen")]
    [InlineData("Ma\u0000ra", "can't be seen")]
    [InlineData("Ma\ue000ra", "can't be seen")]
    [InlineData("Mara\u3164Bob", "can't be seen")]
    [InlineData("ᴍara", "no letter that names are written with")]
    [InlineData("ᚠᚢᚦ", "no letter that names are written with")]
    [InlineData("Mаra", "mixes Cyrillic and Latin")]
    [InlineData("Ναra", "mixes Greek and Latin")]
    [InlineData("Μария", "mixes Cyrillic and Greek")]
    [InlineData("Tanaka 田中", "mixes Chinese and Latin")]
    [InlineData("Dana דנה", "mixes Hebrew and Latin")]
    [InlineData("김さくら", "mixes Japanese and Korean")]
    [InlineData("Ma\u0301\u0302\u0303\u0308ra", "too many accents")]
    [InlineData("Z\u0323\u0323a", "too many accents")]
    [InlineData("\u0301Mara", "stands alone")]
    [InlineData("Mara \u0301x", "stands alone")]
    public void What_is_no_name_is_told_why(string typed, string reason) =>
        (DisplayName.Problem(DisplayName.Clean(typed)) ?? "").ShouldContain(reason);

    [Theory]
    [InlineData("textak")]
    [InlineData("TEXTAK")]
    [InlineData("Тextak")]
    [InlineData("ТЕХТАК")]
    [InlineData("t-e-x-t-a-k")]
    [InlineData("Textak Editorial")]
    [InlineData("Textak_Editorial")]
    [InlineData("Textak Support")]
    [InlineData("Admin")]
    [InlineData("Ａｄｍｉｎ")]
    [InlineData("adrnin")]
    [InlineData("The Moderator")]
    [InlineData("M0derator")]
    [InlineData("Demo Moderator")]
    [InlineData("demo participant")]
    [InlineData("System")]
    [InlineData("you")]
    [InlineData("anonymous")]
    [InlineData("de1eted")]
    [InlineData("hidden")]
    public void Names_of_the_house_are_kept(string typed) => DisplayName.IsReserved(DisplayName.Clean(typed)).ShouldBeTrue();

    [Theory]
    [InlineData("Textakis")]
    [InlineData("Badminton")]
    [InlineData("Youssef")]
    [InlineData("Modesta")]
    public void Names_that_hold_a_word_of_the_house_by_chance_are_free(string name) => DisplayName.Problem(name).ShouldBeNull();

    [Theory]
    [InlineData("Mara", "MARA")]
    [InlineData("Mara", " mara ")]
    [InlineData("Mara Lee", "Mara \t Lee")]
    [InlineData("Mara Lee", "Mara\u00a0\u3000Lee")]
    [InlineData("Ｍａｒａ", "Mara")]
    [InlineData("José", "Jose\u0301")]
    [InlineData("O'Neill", "O’Neill")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ΟΔΥΣΣΕΥΣ", "οδυσσευς")]
    [InlineData("İpek", "ipek")]
    [InlineData("Iris", "lris")]
    [InlineData("Iris", "1ris")]
    [InlineData("Bob", "B0b")]
    [InlineData("modem", "modern")]
    [InlineData("paypal", "раураl")]
    [InlineData("Hope", "Норе")]
    [InlineData("HOPE", "норе")]
    [InlineData("MAX", "мах")]
    [InlineData("hope", "һоре")]
    [InlineData("Capa", "Сара")]
    [InlineData("Nia", "Νια")]
    [InlineData("ΓΟΡΑ", "ГОРА")]
    [InlineData("Šaro", "S\u0306aro")]
    [InlineData("ООО", "000")]
    public void Names_that_can_be_taken_for_each_other_are_one(string one, string other)
    {
        DisplayName.Fold(one).ShouldBe(DisplayName.Fold(other));
        DisplayName.Fold(one).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Nan", "Van")]
    [InlineData("Ray", "Kay")]
    [InlineData("Jose", "José")]
    [InlineData("Yan", "Uan")]
    [InlineData("Anna", "Hanna")]
    [InlineData("Egor", "Игорь")]
    [InlineData("Mara Lee", "Maralee")]
    [InlineData("Cat", "Kat")]
    [InlineData("Дима", "Лима")]
    [InlineData("דוד", "דנה")]
    [InlineData("田中", "中田")]
    public void Names_that_differ_stay_apart(string one, string other) => DisplayName.Fold(one).ShouldNotBe(DisplayName.Fold(other));

    [Fact]
    public void The_plain_letters_stay_apart_but_for_those_that_look_alike()
    {
        var folds = "abcdefghijklmnopqrstuvwxyz0123456789".GroupBy(c => DisplayName.Fold(c.ToString())).Select(g => string.Concat(g)).Where(g => g.Length > 1);
        folds.ShouldBe(["il1", "o0"]);
    }

    [Fact]
    public void A_fold_fits_its_column()
    {
        // NormalizedUserName holds 256
        var widest = Enumerable.Range(0x21, 0x30000).Where(Rune.IsValid).Select(cp => new Rune(cp)).Where(rune => Letters.Script(rune) is not null)
            .Max(rune => DisplayName.Fold(rune.ToString()).Length);
        (widest * DisplayName.Longest).ShouldBeLessThanOrEqualTo(256);
    }

    [Fact]
    public void Case_never_tells_two_names_apart() =>
        Names.Sample(name =>
        {
            var fold = DisplayName.Fold(name);
            DisplayName.Fold(name.ToUpperInvariant()).ShouldBe(fold);
            DisplayName.Fold(name.ToLowerInvariant()).ShouldBe(fold);
        });

    [Fact]
    public void Anything_at_all_is_cleaned_judged_and_folded() =>
        Gen.Char.Array[0, 300].Select(chars => new string(chars)).Sample(typed =>
        {
            var name = DisplayName.Clean(typed);
            DisplayName.Clean(name).ShouldBe(name);
            DisplayName.Fold(typed).ShouldBe(DisplayName.Fold(name));
            if (DisplayName.Problem(name) is null) new StringInfo(name).LengthInTextElements.ShouldBeLessThanOrEqualTo(DisplayName.Longest);
        });

    private static Gen<string> Names =>
        Gen.Int[0, Alphabets.Length - 1].SelectMany(alphabet => Gen.Int[0, Alphabets[alphabet].Length - 1].Array[2, 12]
            .Select(picks => string.Concat(picks.Select(i => Alphabets[alphabet][i]))));

    private static readonly string[] Alphabets =
        ["aàbcçdđeéfgğhiıjklłmnñoøpqrsşßtuüvwxyzžæœ", "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя", "αάβγδεζηθικλμνξοπρσςτυφχψω", "աբգդեզէըթժիլխ"];

    [Fact]
    public void What_stands_for_no_character_is_left_out() => DisplayName.Fold("Ma\uFFFEra").ShouldBe(DisplayName.Fold("Mara"));
}
