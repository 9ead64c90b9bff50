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
    public static IEndpointConventionBuilder Read<T>(this RouteGroupBuilder api, string path, string id, Delegate handler) =>
        api.On(HttpMethods.Get, path, handler).Says<T>(id, new(Scopes.Read, Anybody: true)).WithMetadata(new Versioned(Changes: false));

    /// <summary>Something to read that takes a token.</summary>
    public static IEndpointConventionBuilder Own<T>(this RouteGroupBuilder api, string path, string id, Delegate handler, Scopes scope = Scopes.Read) =>
        api.On(HttpMethods.Get, path, handler).Says<T>(id, new(scope)).WithMetadata(new Versioned(Changes: false));

    /// <summary>Something to hear, by anybody, as long as one listens.</summary>
    public static IEndpointConventionBuilder Listen(this RouteGroupBuilder api, string path, string id, Delegate handler) =>
        api.On(HttpMethods.Get, path, handler).Says<string>(id, new(Scopes.Read, Anybody: true), type: "text/event-stream").WithMetadata(new Live());

    /// <summary>A command that makes something.</summary>
    public static IEndpointConventionBuilder Make<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.On(HttpMethods.Post, path, handler).Says<T>(id, new(scope), made: true);

    /// <summary>A command that does something.</summary>
    public static IEndpointConventionBuilder Do<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.On(HttpMethods.Post, path, handler).Says<T>(id, new(scope));

    /// <summary>A command that puts something in the place of what is there.</summary>
    public static IEndpointConventionBuilder Put<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.On(HttpMethods.Put, path, handler).Says<T>(id, new(scope));

    /// <summary>A command that takes something away.</summary>
    public static IEndpointConventionBuilder Take<T>(this RouteGroupBuilder api, string path, string id, Scopes scope, Delegate handler) => api.On(HttpMethods.Delete, path, handler).Says<T>(id, new(scope));

    /// <summary>Of a command: it changes only the version that If-Match names.</summary>
    public static IEndpointConventionBuilder IfMatch(this IEndpointConventionBuilder operation) => operation.WithMetadata(new Versioned(Changes: true));

    /// <summary>Of an operation that takes a moderator's scope: its account has to be an admin's.</summary>
    public static IEndpointConventionBuilder ForAdmins(this IEndpointConventionBuilder operation) => operation.WithMetadata(new ForAdmins());

    // What binds a handler's parameters is compiled when it is first called, and what they say of themselves is asked once though the table is made
    // twice (for routes, and for policies): for all operations at once either is a good part of a start
    private static IEndpointConventionBuilder On(this RouteGroupBuilder api, string method, string path, Delegate handler)
    {
        (Lazy<RequestDelegate> Bound, object[] About)? known = null;
        var operation = api.MapMethods(path, [method], (RequestDelegate)(_ => Task.CompletedTask));
        operation.Add(endpoint =>
        {
            var (bound, about) = known ??= Infer(handler, (RouteEndpointBuilder)endpoint);
            foreach (var fact in about) endpoint.Metadata.Add(fact);
            endpoint.RequestDelegate = http => bound.Value(http);
        });
        return operation;
    }

    private static (Lazy<RequestDelegate> Bound, object[] About) Infer(Delegate handler, RouteEndpointBuilder route)
    {
        var asked = new RouteEndpointBuilder(null, route.RoutePattern, route.Order) { ApplicationServices = route.ApplicationServices };
        asked.Metadata.Add(handler.Method);
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = route.ApplicationServices, EndpointBuilder = asked,
            // A parameter that can't be read is told with its name, and not by a status alone
            ThrowOnBadRequest = true,
            RouteParameterNames = route.RoutePattern.Parameters.Select(p => p.Name),
        };
        var inferred = RequestDelegateFactory.InferMetadata(handler.Method, options);
        return (new(() => RequestDelegateFactory.Create(handler, options, inferred).RequestDelegate), [.. asked.Metadata]);
    }

    private static IEndpointConventionBuilder Says<T>(this IEndpointConventionBuilder operation, string id, Admits admits, bool made = false, string type = "application/json")
    {
        var status = made ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return operation.WithName(id).WithMetadata(admits, new ApiOperation(id, status, made), new ProducesResponseTypeMetadata(status, typeof(T), [type]));
    }
}
