using System.Reflection;
using System.Reflection.Emit;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;

namespace ElJournal.Gateway.Tests.Plugins;

/// <summary>Writes an assembly whose factory throws as soon as it is made.</summary>
internal static class ThrowingPlugin
{
    public static void Write(string file)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Throwing"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Throwing").DefineType("Throwing.Factory", TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(ISourceFactory)]);
        Throw(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator());
        Implement(type, typeof(ISourceFactory).GetMethod(nameof(ISourceFactory.CreateSource))!, typeof(IJournalSource), [typeof(AdapterContext)]);
        Implement(type, typeof(IAdapterFactory).GetProperty(nameof(IAdapterFactory.Settings))!.GetMethod!, typeof(IReadOnlyList<AdapterSetting>), []);
        type.CreateType();
        assembly.Save(file);
    }

    private static void Implement(TypeBuilder type, MethodInfo method, Type returns, Type[] takes)
    {
        var body = type.DefineMethod(method.Name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, returns, takes);
        Throw(body.GetILGenerator());
        type.DefineMethodOverride(body, method);
    }

    private static void Throw(ILGenerator il)
    {
        il.Emit(OpCodes.Ldstr, "broken on purpose");
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    }
}
