using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trainyard.Hosting.Requests;

/// <summary>Refuses a body that is said to be written in what nobody here reads, before a route tries to.</summary>
internal static class BodyCharset
{
    /// <summary>Lets a request through, or answers it.</summary>
    public static Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Charset) is not { Length: > 0 } charset)
            return next(context);
        if (IsKnown(charset.Value!))
        {
            // The routes know a name in quotation marks for none.
            type.Charset = charset;
            context.Request.ContentType = type.ToString();
            return next(context);
        }

        return TypedResults.Problem(
            "The Content-Type names a charset that is not known here. Send the body in UTF-8: "
            + "'Content-Type: application/json; charset=utf-8'.",
            statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
    }

    private static bool IsKnown(string charset)
    {
        try
        {
            _ = Encoding.GetEncoding(charset);
            return true;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
