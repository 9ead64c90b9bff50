namespace Textak.Web.Features.Live;

/// <summary>Why a command was not carried out, for the person who sent it.</summary>
/// <param name="Field">The form field that it stands beside; empty where it concerns the whole form.</param>
/// <param name="Message">What is wrong and what to do, in a sentence.</param>
public sealed record Refusal(string Field, string Message);
