using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ElJournal.Gateway.Tests.Ledger;

[TestClass]
public sealed class CompiledModelTests
{
    private const MetadataDebugStringOptions Form = MetadataDebugStringOptions.LongDefault & ~MetadataDebugStringOptions.IncludeAnnotations;
    private const string Forgotten = "The model was changed, and the one that is written down as code was not; CONTRIBUTING.md says how that is done.";

    [TestMethod]
    public void The_model_that_is_written_down_is_the_model_that_the_code_has()
    {
        using var context = new LedgerContextFactory().CreateDbContext([]);

        AssertWrittenDown(context);
    }

    [TestMethod]
    public void The_model_for_PostgreSQL_is_too()
    {
        using var context = new PostgresLedgerContextFactory().CreateDbContext([]);

        AssertWrittenDown(context);
    }

    private static void AssertWrittenDown(LedgerContext context)
    {
        var built = context.GetService<IDesignTimeModel>().Model;

        Assert.IsInstanceOfType<RuntimeModel>(context.Model, "a model that is built by every process");
        Assert.AreEqual(ProductInfo.GetVersion(), context.Model.GetProductVersion(), Forgotten);
        Assert.AreEqual(Text(built), Text(context.Model), Forgotten);
    }

    /// <summary>Entities, tables, and how each property is stored. Without annotations: those of conventions that have done their work are not written down.</summary>
    private static string Text(IModel model) => string.Join(
        '\n',
        [
            .. model.GetEntityTypes().Select(entity => entity.ToDebugString(Form)),
            .. model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name} {property.GetColumnType()} {property.GetTypeMapping().Converter?.ProviderClrType}"),
            model.GetRelationalModel().ToDebugString(Form),
        ]);
}
