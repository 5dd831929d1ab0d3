using System.Security.Cryptography;
using ElJournal.Gateway.Safekeeping.Sealing;

namespace ElJournal.Gateway.Tests.Safekeeping;

[TestClass]
public sealed class SealingTests
{
    private const int Chunk = SealingKey.ChunkBytes;
    private const int Few = 10_000;
    private static readonly SealingKey Key = SealingKey.Create("пароль", Few);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(Chunk - 1)]
    [DataRow(Chunk)]
    [DataRow(Chunk + 1)]
    [DataRow((2 * Chunk) + 5)]
    public void What_was_sealed_opens_with_the_password_alone(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var (first, second) = (Seal(plain), Seal(plain));

        CollectionAssert.AreEqual(plain, Open(first));
        CollectionAssert.AreNotEqual(first, second, "Each file has a key of its own.");
        Assert.AreEqual("пароль не подходит", Assert.ThrowsExactly<SealException>(() => Open(first, "Пароль")).Message);
    }

    [TestMethod]
    public void A_file_that_was_cut_changed_or_rearranged_does_not_open()
    {
        var sealedFile = Seal(RandomNumberGenerator.GetBytes((2 * Chunk) + 5));
        var (header, closed) = (SealingKey.HeaderBytes, Chunk + SealingKey.TagBytes);

        Broken(sealedFile[..^1]);
        Broken(sealedFile[..(header + closed)], "cut behind a whole chunk");
        Broken(sealedFile[..header], "nothing but the header");
        Broken([.. sealedFile, 0], "something behind the end");
        Broken([.. sealedFile[..header], .. sealedFile[(header + closed)..(header + (2 * closed))], .. sealedFile[header..(header + closed)], .. sealedFile[(header + (2 * closed))..]], "chunks exchanged");
        foreach (var place in new[] { header - 1, header, header + closed + 7, sealedFile.Length - 1 })
        {
            var changed = sealedFile.ToArray();
            changed[place] ^= 1;
            Broken(changed, $"byte {place}");
        }

        foreach (var place in new[] { 0, 9, 20, 30 })
        {
            var changed = sealedFile.ToArray();
            changed[place] ^= 1;
            Assert.ThrowsExactly<SealException>(() => Open(changed));
        }
    }

    private static void Broken(byte[] file, string? how = null) =>
        Assert.AreEqual("зашифрованный файл повреждён или обрезан", Assert.ThrowsExactly<SealException>(() => Open(file)).Message, how);

    private static byte[] Seal(byte[] plain)
    {
        var target = new MemoryStream();
        using (var stream = new SealingStream(target, Key))
        {
            // In pieces that fit no chunk.
            for (var i = 0; i < plain.Length; i += 300_007)
            {
                stream.Write(plain.AsSpan(i, Math.Min(300_007, plain.Length - i)));
            }
        }

        return target.ToArray();
    }

    private static byte[] Open(byte[] file, string password = "пароль")
    {
        SealingKey? key = null;
        using var opened = new MemoryStream();
        using var stream = new OpeningStream(new MemoryStream(file), password, ref key);
        stream.CopyTo(opened);
        return opened.ToArray();
    }
}
