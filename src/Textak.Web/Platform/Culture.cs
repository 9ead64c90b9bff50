using System.Globalization;
using System.Text;

namespace Textak.Web.Platform;

public static class Culture
{
    /// <summary>
    /// Numbers and dates are written the same on every machine; Unicode works. Invariant mode would give the first
    /// without the second: it leaves text as it is where it should be normalised, and SqlClient refuses to work in it.
    /// </summary>
    /// <exception cref="ConfigurationProblem">The machine has no Unicode tables, or was told not to use them.</exception>
    public static void UseInvariant()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
            throw new ConfigurationProblem("Unicode is switched off: unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT and install ICU (Debian: libicu).");
    }
}
