using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Textak.Web.Features.Files;

/// <summary>Where files and feeds are.</summary>
public sealed class FilesModel : PageModel;
