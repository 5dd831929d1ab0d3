using System.CommandLine;
using System.CommandLine.Parsing;
using ElJournal.Gateway.Cli.Commands;

namespace ElJournal.Gateway.Cli;

/// <summary>The command line: one line per verb.</summary>
internal static class CommandLine
{
    public static RootCommand Create(CliRuntime runtime)
    {
        var root = new RootCommand("Шлюз электронного журнала: читает журнал, проверяет по порядку школы, сообщает и передаёт на портал.")
        {
            runtime.Options.Config,
            runtime.Options.Json,
            runtime.Options.Now,
            DemoCommand.Create(runtime),
            RunCommand.Create(runtime),
            SyncCommand.Create(runtime),
            CheckCommand.Create(runtime),
            NotifyCommand.Create(runtime),
            DayCommand.Create(runtime),
            ExportCommand.Create(runtime),
            FindingsCommand.Create(runtime),
            ExcuseCommand.Create(runtime),
            WithheldCommand.Create(runtime),
            HoldCommand.Create(runtime),
            DeliveryCommand.Create(runtime),
            WhatIfCommand.Create(runtime),
            AdaptersCommand.Create(runtime),
            ConfigCommand.Create(runtime),
        };
