using System.Globalization;
using SkiaSharp;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Pictures;

/// <summary>
/// A forecast as a picture of 1200 by 630, for where somebody passes it on: its question and its numbers, as its tile has them. Nothing that anybody
/// argued is in it.
/// </summary>
public static class Picture
{
    /// <summary>In pixels.</summary>
    public const int Width = 1200, Height = 630;
    private const float Margin = 72, Right = Width - Margin, Base = 520;

    // The light ones of the pages: whoever shows it doesn't say whether it is dark there
    private static readonly SKColor Paper = SKColor.Parse("faf9f6"), Ink = SKColor.Parse("1c1d1f"), Soft = SKColor.Parse("5d5f63"), Rule = SKColor.Parse("e0ddd5"),
        For = SKColor.Parse("0a6c74"), Against = SKColor.Parse("a8481c");

    internal static byte[] Draw(Tile tile, Lettering letters)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(Paper);
        DrawHead(canvas, tile.Forecast, letters);
        DrawTitle(canvas, tile.Forecast, letters);
        DrawNumber(canvas, tile, letters);
        DrawCurve(canvas, tile);
        DrawFoot(canvas, tile, letters);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void DrawHead(SKCanvas canvas, Forecast forecast, Lettering letters)
    {
        using var ink = Paint(Ink);
        using var soft = Paint(Soft);
        using var brand = new FontSet(letters.Serif, 44);
        using var small = new FontSet(letters.Sans, 26);
        brand.Draw(canvas, "textak", Margin, 100, ink);
        var about = $"{forecast.Category.ToString().ToLowerInvariant()}  ·  {(forecast.ResolvedAt is null ? "by" : "was due by")} {forecast.HorizonLabel}";
        small.Draw(canvas, about, Right - small.Measure(about), 98, soft);
    }

    private static void DrawTitle(SKCanvas canvas, Forecast forecast, Lettering letters)
    {
        using var ink = Paint(Ink);
        // Where letters are missing it says what it can; whoever shows the picture has the title in words beside it
        var title = Lettering.Drawable(forecast.Title, letters.Serif) ?? $"A forecast on {forecast.Category.ToString().ToLowerInvariant()}, by {forecast.HorizonLabel}";
        var faces = Lettering.Whole(title, letters.Serif);
        foreach (var (size, most) in ((float, int)[])[(62, 3), (54, 3), (46, 3), (40, 4)])
        {
            using var fonts = new FontSet(faces, size);
            var lines = Lettering.Balanced(title, fonts, Right - Margin, most);
            if (size > 40 && lines[^1].EndsWith('…') && !title.EndsWith('…')) continue;
            for (var i = 0; i < lines.Count; i++) fonts.Draw(canvas, lines[i], Margin, 190 + i * size * 1.16f, ink);
            return;
        }
    }

    private static void DrawNumber(SKCanvas canvas, Tile tile, Lettering letters)
    {
        using var ink = Paint(Ink);
        using var soft = Paint(Soft);
        using var word = new FontSet(letters.Sans, 34);
        var (forecast, numbers) = (tile.Forecast, tile.Numbers);
        using var hero = new FontSet([letters.Thin], forecast.Verdict is null ? 190 : 120);
        var x = hero.Draw(canvas, forecast.Verdict ?? numbers.Percent?.ToString(CultureInfo.InvariantCulture) ?? "–", Margin - 6, Base, ink);
        if (forecast.Verdict is null && numbers.Percent is not null)
        {
            using var sign = new FontSet([letters.Thin], 80);
            x = sign.Draw(canvas, "%", x + 6, Base, soft);
        }
        x += 32;
        if (forecast.Verdict is not null)
        {
            word.Draw(canvas, "resolved", x, Base - 44, ink);
            word.Draw(canvas, numbers.Percent is { } last ? $"stood at {last}%" : "without an estimate", x, Base, soft);
            return;
        }
        word.Draw(canvas, numbers.Word, x, numbers.Movement is null ? Base : Base - 44, ink);
        if (numbers.Movement is not { } moved) return;
        using var way = Paint(moved > 0 ? For : moved < 0 ? Against : Soft);
        word.Draw(canvas, moved == 0 ? "unchanged" : $"{(moved > 0 ? "▲ +" : "▼ −")}{Numbers.Say(Math.Abs(moved))}", x, Base, way);
    }

    private static void DrawCurve(SKCanvas canvas, Tile tile)
    {
        var (line, area, end) = CurvePath.Draw(tile.Line, tile.From, tile.Until);
        if (line is null) return;
        // The paths are in a box of 100 by 100
        var place = SKMatrix.CreateScaleTranslation(3.6f, 1.5f, Right - 360, Base - 150);
        using var half = Stroke(Soft, 2);
        using var dashes = SKPathEffect.CreateDash([6, 6], 0);
        half.PathEffect = dashes;
        canvas.DrawLine(place.MapPoint(0, 50), place.MapPoint(100, 50), half);
        using var below = Paint(Ink.WithAlpha(20));
        using var ink = Stroke(Ink, 4);
        DrawPlaced(area!, below);
        DrawPlaced(line, ink);
        if (end is null) return;
        using var dot = Paint(Ink);
        using var at = SKPath.ParseSvgPathData(end);
        canvas.DrawCircle(place.MapPoint(at.GetPoint(0)), 7, dot);

        void DrawPlaced(string path, SKPaint paint)
        {
            using var read = SKPath.ParseSvgPathData(path);
            using var placed = new SKPathBuilder();
            placed.AddPath(read, in place, SKPathAddMode.Append);
            using var drawn = placed.Detach();
            canvas.DrawPath(drawn, paint);
        }
    }

    private static void DrawFoot(SKCanvas canvas, Tile tile, Lettering letters)
    {
        using var rule = Stroke(Rule, 2);
        using var soft = Paint(Soft);
        using var small = new FontSet(letters.Sans, 26);
        var numbers = tile.Numbers;
        canvas.DrawLine(Margin, 552, Right, 552, rule);
        small.Draw(canvas, string.Create(CultureInfo.InvariantCulture,
            $"{numbers.For} for  ·  {numbers.Against} against  ·  {numbers.Estimates} {(numbers.Estimates == 1 ? "estimate" : "estimates")}  ·  {numbers.ConfidenceWord} confidence"), Margin, 594, soft);
    }

    private static SKPaint Paint(SKColor color) => new() { Color = color, IsAntialias = true };

    private static SKPaint Stroke(SKColor color, float width) => new() { Color = color, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeJoin = SKStrokeJoin.Round };
}
