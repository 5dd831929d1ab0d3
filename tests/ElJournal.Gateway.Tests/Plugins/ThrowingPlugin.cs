using System.Reflection;
using System.Reflection.Emit;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;

namespace ElJournal.Gateway.Tests.Plugins;

/// <summary>Writes an assembly whose factory throws, or waits for ever, as soon as it is made.</summary>
internal static class ThrowingPlugin
{
    public static void Write(string file, bool hangs = false)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Throwing"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Throwing").DefineType("Throwing.Factory", TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(ISourceFactory)]);
        var made = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        if (hangs)
        {
            Wait(made);
        }

        Throw(made);
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

    private static void Wait(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Newobj, typeof(ManualResetEvent).GetConstructor([typeof(bool)])!);
        il.Emit(OpCodes.Callvirt, typeof(WaitHandle).GetMethod(nameof(WaitHandle.WaitOne), [])!);
        il.Emit(OpCodes.Pop);
    }

    private static void Throw(ILGenerator il)
    {
        il.Emit(OpCodes.Ldstr, "broken on purpose");
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    }
}
