using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

public sealed class Demo
{
    [Fact]
    public async Task In_Development_the_log_says_how_to_sign_in_and_nowhere_else_it_works()
    {
        await using var development = new DevelopmentSite();
        await development.InitializeAsync();
        var (moderator, participant) = (development.PasswordOf(DemoAccounts.Moderator), development.PasswordOf(DemoAccounts.Participant));
        moderator.ShouldNotBe(participant);
        using var one = await development.SignInAsync(DemoAccounts.Moderator, moderator);
        one.Status.ShouldBe(HttpStatusCode.OK);
        await one.GetAsync("/f/none/arguments/1/visibility");
        one.Status.ShouldBe(HttpStatusCode.NotFound, "a moderator may ask");
        using var other = await development.SignInAsync(DemoAccounts.Participant, participant);
        await other.GetAsync("/f/none/arguments/1/visibility");
        other.Status.ShouldBe(HttpStatusCode.Forbidden);

        // A start on the same database as anything but Development
        (await Ran.OnAsync(development, "--environment=Production", "users", "list")).ExitCode.ShouldBe(0);
        (await development.ReadAsync(db => db.Users.CountAsync(a => a.UserName!.StartsWith("Demo") && a.PasswordHash != null))).ShouldBe(0);
        using var late = await development.SignInAsync(DemoAccounts.Moderator, moderator);
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        development.Clock.Advance(TimeSpan.FromSeconds(61));
        await one.GetAsync("/account");
        one.At.ShouldStartWith("/account/sign-in", customMessage: "the session has ended too");

        // And Development again: a new password
        await development.Services.PrepareAccountsAsync();
        development.PasswordOf(DemoAccounts.Moderator).ShouldNotBe(moderator);
    }

    [Fact]
    public async Task A_demo_account_keeps_its_name_so_that_it_can_be_shut()
    {
        await using var development = new DevelopmentSite();
        await development.InitializeAsync();
        using var visitor = await development.SignInAsync(DemoAccounts.Moderator, development.PasswordOf(DemoAccounts.Moderator));
        await visitor.GetAsync("/account");
        var page = await visitor.SubmitAsync("form[action*='handler=name']", ("name", "Sleeper Agent"));
        page.GetElementById("name-error")!.TextContent.ShouldContain("its name stays");
    }

    [Fact]
    public async Task The_password_is_the_same_at_the_next_start_in_Development()
    {
        await using var development = new DevelopmentSite();
        await development.InitializeAsync();
        var before = development.PasswordOf(DemoAccounts.Moderator);
        await development.Services.PrepareAccountsAsync();
        development.PasswordOf(DemoAccounts.Moderator).ShouldBe(before);
    }

    [Fact]
    public async Task Outside_Development_there_are_none()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        (await site.ReadAsync(db => db.Users.CountAsync())).ShouldBe(0);
    }

    private sealed class DevelopmentSite : Site
    {
        private readonly Lines lines = new();

        public DevelopmentSite() => (Settings["environment"], Settings["Logging:LogLevel:Textak.Web.Features.Accounts"]) = ("Development", "Information");

        public LaterSite.TurnedClock Clock { get; } = new();

        public string PasswordOf(string name) =>
            lines.Said.Select(line => Regex.Match(line, $"as \"{name}\" with the password (?<password>\\S+)")).Last(match => match.Success).Groups["password"].Value;

        protected override void Configure(IWebHostBuilder host)
        {
            LaterSite.Turn(host, Clock);
            host.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(lines));
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception));
        public void Dispose() { }
    }
}
