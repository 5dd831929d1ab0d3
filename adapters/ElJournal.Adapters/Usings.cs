global using ElJournal.Rules.Journal;
