using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Textak.Tests.Data;

/// <summary>Reads T-SQL as SQL Server 2019 does, the oldest that the product names (compatibility level 150).</summary>
internal static class TSql
{
    /// <summary>What that server would not understand, each with its line; nothing where all is well.</summary>
    public static IReadOnlyList<string> Faults(string script)
    {
        using var reader = new StringReader(script);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var faults);
        return [.. faults.Select(fault => $"line {fault.Line}: {fault.Message}")];
    }
}
