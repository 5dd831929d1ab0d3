using System.Text.Json.Nodes;
using ElJournal.Gateway.Tests.Configuration;

namespace ElJournal.Gateway.Tests.Safekeeping;

[TestClass]
public sealed class BackupConfigurationTests
{
    [TestMethod]
    public void Every_mistake_is_named_with_what_to_do()
    {
        var result = SampleConfiguration.Changed(root =>
        {
            root["Secrets"] = JsonNode.Parse("""{ "KeyRing": "data/keys", "Store": "data/keys/store.json" }""");
            root["Backup"] = JsonNode.Parse("""{ "Media": [ { "Name": "a", "Directory": "copies" }, { "Name": "A", "Directory": "copies/inner" }, { "Directory": "data/copies" }, { "Name": "d", "Directory": "data" } ], "Password": "hunter2", "KeepDays": 1 }""");
        });

        Assert.AreEqual(
            """
            Backup:KeepDays: дано «1», допустимо от 7 до 3650
            Secrets:Store: хранилище секретов лежит в папке ключей KeyRing; держите их раздельно
            Secrets:KeyRing: папка ключей лежит в папке данных DATA; задайте другую, вне данных и их копий
            Backup:Media:1:Name: носитель «A» задан дважды
            Backup:Media:1:Directory: эта папка уже занята другим носителем
            Backup:Media:2:Name: обязательная настройка не задана
            Backup:Media:2:Directory: папка лежит в папке данных DATA; копия должна лежать на другом носителе
            Backup:Media:3:Directory: эта папка уже занята другим носителем
            Backup:Media:3:Directory: папка лежит в папке данных DATA; копия должна лежать на другом носителе
            Backup:Media:3:Directory: в этой папке лежат ключи Secrets:KeyRing; ключи не должны лежать рядом с копиями
            Backup:Password: секрет задан прямо в файле; разрешены только ссылки: env:ИМЯ, file:ПУТЬ или secret:ИМЯ
            """.ReplaceLineEndings("\n"),
            SampleConfiguration.Mistakes(result).Replace(Path.Combine(Path.GetTempPath(), "school", "data"), "DATA", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Without_a_password_encryption_must_be_switched_off_in_writing_and_two_media_are_asked_for()
    {
        var one = SampleConfiguration.Changed(root => root["Backup"] = JsonNode.Parse("""{ "Media": [ { "Name": "a", "Directory": "copies" } ] }"""));
        StringAssert.Contains(SampleConfiguration.Mistakes(one), "нужно хотя бы два", StringComparison.Ordinal);
        StringAssert.Contains(SampleConfiguration.Mistakes(one), "\"Encrypt\": false", StringComparison.Ordinal);

        var plain = SampleConfiguration.Changed(root => root["Backup"] = JsonNode.Parse("""{ "Media": [ { "Name": "a", "Directory": "a" }, { "Name": "b", "Directory": "b" } ], "Encrypt": false }"""));
        Assert.AreEqual("", SampleConfiguration.Mistakes(plain));
    }
}
