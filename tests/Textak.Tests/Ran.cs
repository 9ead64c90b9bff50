using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Textak.Web.Platform;

namespace Textak.Tests;

/// <summary>What the program said on its two outputs, and how it ended, when it was called with some words.</summary>
public sealed record Ran(int ExitCode, string Output, string Errors)
{
    private static readonly MethodInfo Main = typeof(Verbs).Assembly.EntryPoint!;

    /// <summary>Calls it with a verb on a site's own database and settings.</summary>
    public static Task<Ran> OnAsync(Site site, params string[] words) => WithAsync([.. site.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. words]);

    /// <summary>Calls it as the shell would, but in this process: one of its own takes two seconds to get up. It has to end by itself.</summary>
    public static Task<Ran> WithAsync(params string[] arguments) => Task.Run(() =>
    {
        using StringWriter output = new(), errors = new();
        (OwnConsole.Output.Value, OwnConsole.Errors.Value) = (output, errors);
        var exitCode = (int)Main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!;
        return new Ran(exitCode, output.ToString(), errors.ToString());
    });

    /// <summary>One of the console's two, which whoever has a writer of their own does not write to.</summary>
    internal sealed class OwnConsole(TextWriter everybodys, AsyncLocal<StringWriter?> own) : TextWriter
    {
        public static readonly AsyncLocal<StringWriter?> Output = new(), Errors = new();

        public override Encoding Encoding => everybodys.Encoding;

        [ModuleInitializer]
        internal static void Set()
        {
            Console.SetOut(new OwnConsole(Console.Out, Output));
            Console.SetError(new OwnConsole(Console.Error, Errors));
        }

        public override void Write(char value) => (own.Value ?? everybodys).Write(value);

        public override void Write(string? value) => (own.Value ?? everybodys).Write(value);

        public override void WriteLine(string? value) => (own.Value ?? everybodys).WriteLine(value);
    }
}
