using System.ComponentModel.DataAnnotations;

namespace Textak.Web.Platform;

/// <summary>How much one person, one address and one socket may ask for: the section <c>Limits</c> of the settings.</summary>
public sealed class Limits
{
    private const int Most = 1_000_000;

    /// <summary>Forms and API posts of one signed-in person, a minute.</summary>
    [Range(1, Most)] public int WritesPerUser { get; init; } = 30;

    /// <summary>Forms and API posts from one address, a minute: a house or an office shares it.</summary>
    [Range(1, Most)] public int WritesPerAddress { get; init; } = 120;

    /// <summary>Sign-ins, registrations and other posts of people not signed in, from one address, a minute.</summary>
    [Range(1, Most)] public int KnocksPerAddress { get; init; } = 20;

    /// <summary>Pages read from one address, a minute. Scripts, styles and pictures don't count.</summary>
    [Range(1, Most)] public int ReadsPerAddress { get; init; } = 600;

    /// <summary>Files and pictures that are made when they are asked for, from one address, a minute.</summary>
    [Range(1, Most)] public int FilesPerAddress { get; init; } = 60;

    /// <summary>Sockets open at once from one address.</summary>
    [Range(1, Most)] public int SocketsPerAddress { get; init; } = 200;

    /// <summary>Hub calls that one socket may make at once, and how many it gets back each second.</summary>
    [Range(1, Most)] public int CallsAtOnce { get; init; } = 20;

    /// <inheritdoc cref="CallsAtOnce"/>
    [Range(1, Most)] public int CallsPerSecond { get; init; } = 5;

    /// <summary>Arguments that an account may post in its first day, on all boards together; 0 where that is left to everybody.</summary>
    [Range(0, Most)] public int NewcomerArguments { get; init; } = 10;

    /// <summary>Seconds that the receiver of a webhook has to answer.</summary>
    [Range(1, 25)] public int WebhookSeconds { get; init; } = 10;

    /// <summary>Bytes in the body of a request.</summary>
    [Range(1024, 16 * 1024 * 1024)] public int BodyBytes { get; init; } = 64 * 1024;
}
