namespace ElJournal.Gateway.Plugins;

/// <summary>What became of a plug-in.</summary>
internal enum PluginStatus
{
    /// <summary>Loaded and usable.</summary>
    Active = 1,
    /// <summary>Found, but the configuration does not allow it; its code was not touched.</summary>
    NotAllowed = 2,
    /// <summary>The manifest is unreadable, hostile, or names what is not there; no code was run.</summary>
    Invalid = 3,
    /// <summary>Built for another version of the contract; no code was run.</summary>
    Incompatible = 4,
    /// <summary>A file of the folder is not as the configuration pins it; no code was run.</summary>
    PinMismatch = 5,
    /// <summary>Its code failed while it was being loaded.</summary>
    Malfunctioned = 6,
    /// <summary>Its code did not come back while it was being loaded; it is left to itself until the program ends.</summary>
    TimedOut = 7,
}
