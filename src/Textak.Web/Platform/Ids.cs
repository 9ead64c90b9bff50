namespace Textak.Web.Platform;

/// <summary>Where ids come from when no client brought one.</summary>
public static class Ids
{
#pragma warning disable RS0030 // the edge itself
    public static Guid New() => Guid.NewGuid();
#pragma warning restore RS0030
}
