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
internal static class RehearsedQuery
{
    private static readonly MethodInfo Typed = typeof(RehearsedQuery).GetMethod(nameof(Ask), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <param name="missing">Whether its parameters are null, where they may be: that is said differently.</param>
    /// <exception cref="InvalidOperationException">The other database has no words for it.</exception>
    public static void Run(Expression query, TextakDb db, bool missing)
    {
        var moved = new Moved(db, missing);
        query = moved.Visit(query);
        var result = query.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(query.Type)
            ? typeof(IEnumerable<>).MakeGenericType(query.Type.GetGenericArguments()[0]) : query.Type;
        Typed.MakeGenericMethod(result).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [query, db, moved.Samples], null);
    }

    private static void Ask<T>(Expression query, TextakDb db, Dictionary<string, object?> parameters)
    {
        var ask = db.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, value) in parameters) context.Parameters.Add(name, value);
        if (ask(context) is IEnumerable rows and not string)
            foreach (var _ in rows) { }
    }

    /// <summary>Takes the tables of the other context, and values for what the caller would fill in.</summary>
    private sealed class Moved(TextakDb db, bool missing) : ExpressionVisitor
    {
        public Dictionary<string, object?> Samples { get; } = new(StringComparer.Ordinal);

        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter) Samples[parameter.Name] = Sample(parameter.Type);
            return node switch
            {
                EntityQueryRootExpression root when root.GetType() == typeof(EntityQueryRootExpression) =>
                    new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!),
                QueryParameterExpression => node,
                QueryRootExpression => throw new NotSupportedException($"Nobody has thought of how to rehearse {node.GetType().Name}."),
                _ => base.VisitExtension(node),
            };
        }

        private object? Sample(Type type)
        {
            if (Nullable.GetUnderlyingType(type) is { } value) return missing ? null : Sample(value);
            if (type == typeof(string)) return missing ? null : "sample";
            if (type.IsValueType) return Activator.CreateInstance(type);
            if (ElementOf(type) is not { } element) return missing ? null : RuntimeHelpers.GetUninitializedObject(type);
            var some = Array.CreateInstance(element, 2);
            return type.IsInstanceOfType(some) ? some : Activator.CreateInstance(type, some);
        }

        private static Type? ElementOf(Type type) =>
            type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }
}
