namespace ElJournal.Gateway.Mail.Transport;

/// <summary>What kind of file an attachment is, by the ending of its name.</summary>
internal static class MediaType
{
    public static string Of(string name) => Path.GetExtension(name) switch
    {
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    };
}
