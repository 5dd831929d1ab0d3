namespace ElJournal.Adapters.Http.Json;

/// <summary>Why a body could not be read; its text quotes nothing of the body.</summary>
internal sealed class BrokenBodyException(string message) : Exception(message);
