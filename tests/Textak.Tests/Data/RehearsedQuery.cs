using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Textak.Web.Data;

namespace Textak.Tests.Data;

/// <summary>A query as one context was asked it, asked of another.</summary>
internal sealed class RehearsedQuery(Expression query)
{
    private static readonly MethodInfo Typed = typeof(RehearsedQuery).GetMethod(nameof(Compile), BindingFlags.NonPublic | BindingFlags.Static)!;
    private readonly Dictionary<string, Type> parameters = new(StringComparer.Ordinal);
    private Func<QueryContext, object?>? compiled;

    /// <summary>Asks it; to compile it takes the time, and what is asked a second time is compiled already, as in the product.</summary>
    /// <param name="missing">Whether its parameters are null, where they may be: that is said differently.</param>
    /// <exception cref="InvalidOperationException">The other database has no words for it.</exception>
    public void Run(TextakDb db, bool missing)
    {
        compiled ??= CompileFor(db);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, type) in parameters) context.Parameters.Add(name, Sample(type, missing));
        if (compiled(context) is IEnumerable rows and not string)
            foreach (var _ in rows) { }
    }

    private static Func<QueryContext, object?> Compile<T>(Expression query, TextakDb db)
    {
        var ask = db.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        return context => ask(context);
    }

    private static object? Sample(Type type, bool missing)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return missing ? null : Sample(value, missing);
        if (type == typeof(string)) return missing ? null : "sample";
        if (type.IsValueType) return Activator.CreateInstance(type);
        if (ElementOf(type) is not { } element) return missing ? null : RuntimeHelpers.GetUninitializedObject(type);
        var some = Array.CreateInstance(element, 2);
        return type.IsInstanceOfType(some) ? some : Activator.CreateInstance(type, some);
    }

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private Func<QueryContext, object?> CompileFor(TextakDb db)
    {
        var moved = new Moved(db, parameters).Visit(query);
        var result = moved.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(moved.Type)
            ? typeof(IEnumerable<>).MakeGenericType(moved.Type.GetGenericArguments()[0]) : moved.Type;
        return (Func<QueryContext, object?>)Typed.MakeGenericMethod(result).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [moved, db], null)!;
    }

    /// <summary>Takes the tables of the other context, and notes what the caller would fill in.</summary>
    private sealed class Moved(TextakDb db, Dictionary<string, Type> parameters) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter) parameters[parameter.Name] = parameter.Type;
            return node switch
            {
                EntityQueryRootExpression root when root.GetType() == typeof(EntityQueryRootExpression) =>
                    new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!),
                QueryParameterExpression => node,
                QueryRootExpression => throw new NotSupportedException($"Nobody has thought of how to rehearse {node.GetType().Name}."),
                _ => base.VisitExtension(node),
            };
        }
    }
}
