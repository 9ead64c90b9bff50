using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

/// <summary>What the document says of an operation beside what its handler says itself.</summary>
/// <param name="Made">Whether a success makes something, with its address.</param>
public sealed record ApiOperation(string Id, int Status, bool Made);

/// <summary>Marks an operation whose answer has a tag, or that changes only the version that If-Match names.</summary>
public sealed record Versioned(bool Changes);

/// <summary>Marks an operation that answers as long as the program listens.</summary>
public sealed record Live;

/// <summary>Marks an operation that is for admins alone.</summary>
public sealed record ForAdmins;

/// <summary>How operations are put on the table: each says its name, whom it admits and what it gives.</summary>
public static class ApiRoutes
{
    /// <summary>Something to read, by anybody.</summary>
    public static RouteHandlerBuilder Read<T>(this RouteGroupBuilder api, string path, string id, Delegate handler) => api.MapGet(path, handler).Says<T>(id, new(Scopes.Read, Anybody: true)).WithMetadata(new Versioned(Changes: false));

    /// <summary>Something to read that takes a token.</summary>
    public static RouteHandlerBuilder Own<T>(this RouteGroupBuilder api, string path, string id, Delegate handler, Scopes scope = Scopes.Read) =>
        api.MapGet(path, handler).Says<T>(id, new(scope)).WithMetadata(new Versioned(Changes: false));

    /// <summary>A command that makes something.</summary>
    public static RouteHandlerBuilder Make<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.MapPost(path, handler).Says<T>(id, new(scope), made: true);

    /// <summary>A command that does something.</summary>
    public static RouteHandlerBuilder Do<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.MapPost(path, handler).Says<T>(id, new(scope));

    /// <summary>A command that puts something in the place of what is there.</summary>
    public static RouteHandlerBuilder Put<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.MapPut(path, handler).Says<T>(id, new(scope));

    /// <summary>A command that takes something away.</summary>
    public static RouteHandlerBuilder Take<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.MapDelete(path, handler).Says<T>(id, new(scope));

    /// <summary>Of a command: it changes only the version that If-Match names.</summary>
    public static RouteHandlerBuilder IfMatch(this RouteHandlerBuilder operation) => operation.WithMetadata(new Versioned(Changes: true));

    /// <summary>Of an operation that takes a moderator's scope: its account has to be an admin's.</summary>
    public static RouteHandlerBuilder ForAdmins(this RouteHandlerBuilder operation) => operation.WithMetadata(new ForAdmins());

    private static RouteHandlerBuilder Says<T>(this RouteHandlerBuilder operation, string id, Admits admits, bool made = false)
    {
        var status = made ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return operation.WithName(id).WithMetadata(admits, new ApiOperation(id, status, made), new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]));
    }
}
