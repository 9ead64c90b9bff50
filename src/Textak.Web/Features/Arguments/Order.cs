namespace Textak.Web.Features.Arguments;

/// <summary>In which order a column stands.</summary>
public enum Order
{
    Newest,

    /// <summary>By the mean of the strength votes.</summary>
    Strongest,

    /// <summary>By how far it moved people, in log-odds, whichever way.</summary>
    Moved,

    /// <summary>By how much the strength votes differ.</summary>
    Contested,
}

public static class Orders
{
    /// <summary>As addresses and scripts write it.</summary>
    public static string Key(this Order order) => order.ToString().ToLowerInvariant();

    /// <summary>As it is to be read.</summary>
    public static string Word(this Order order) => order switch { Order.Moved => "Moved most", _ => order.ToString() };

    /// <returns>The order of that name; the newest first where there is none.</returns>
    public static Order Read(string? key) => Enum.GetValues<Order>().FirstOrDefault(order => string.Equals(order.Key(), key, StringComparison.OrdinalIgnoreCase));
}
