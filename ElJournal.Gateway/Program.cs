using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;

OwnerOnly.ForWholeProcess();

// Dates and numbers are written for a stated culture or for none; what people read is Russian.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
using var stop = new StopSignals();
return await CommandLine.RunAsync(args, CliSurroundings.OfProcess(), stop.Token);
