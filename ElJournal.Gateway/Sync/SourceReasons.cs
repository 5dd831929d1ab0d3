using ElJournal.Gateway.Judging;

namespace ElJournal.Gateway.Sync;

/// <summary>The words by which sources say why something could not be read, for people.</summary>
internal static class SourceReasons
{
    public static string Of(string reason) => reason switch
    {
        "file-missing" => Texts.SourceFileMissing,
        "file-empty" => Texts.SourceFileEmpty,
        "header" or "column-missing" or "column-twice" or "sheet-missing" => Texts.SourceHeader,
        "cut-off" => Texts.SourceCutOff,
        "changed-while-reading" => Texts.SourceChanged,
        "encoding" or "charset" => Texts.SourceEncoding,
        "export-time-missing" => Texts.SourceExportTime,
        "key-unreadable" => Texts.SourceKey,
        "too-many-defects" or "not-understood" => Texts.SourceNotUnderstood,
        "lessons-unread" or "classes-unread" => Texts.SourceDependsOnUnread,
        "forbidden" or "refused" => Texts.SourceForbidden,
        "unreadable" or "unreachable" or "timeout" => Texts.SourceUnreachable,
        "query" => Texts.SourceQuery,
        _ => Words.Reason(reason),
    };
}
