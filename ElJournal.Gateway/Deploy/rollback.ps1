# Goes back to the program before the last upgrade, and to the ledger as it was then when the upgrade changed its schema.
# As an administrator: powershell -ExecutionPolicy Bypass -File Deploy\rollback.ps1
param(
    [string] $Program = "$env:ProgramFiles\ElJournal",
    [string] $State = "$env:ProgramData\ElJournal",
    [string] $Ledger = "$State\data\eljournal.db",
    [string] $Task = 'ElJournal Gateway'
)
$ErrorActionPreference = 'Stop'
# What a program writes to its error output is no error of this script.
function Ask([string] $Exe, [string[]] $Arguments) { $ErrorActionPreference = 'Continue'; & $Exe @Arguments 2>$null }
if (-not (Test-Path "$Program.previous")) { throw "There is no $Program.previous to go back to." }
Stop-ScheduledTask -TaskName $Task
Get-Process -Name eljournal -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq "$Program\eljournal.exe" } | Wait-Process -Timeout 30
$newer = Ask "$Program.previous\eljournal.exe" @('doctor', '--json', '--config', "$State\eljournal.json") | Select-String -SimpleMatch 'before-upgrade-from'
$saved = Get-ChildItem "$Ledger.before-upgrade-from-*" -ErrorAction SilentlyContinue | Sort-Object LastWriteTime -Descending | Select-Object -First 1
if ($newer -and -not $saved) {
    Start-ScheduledTask -TaskName $Task
    throw 'The former program does not open the ledger and there is no copy from before the upgrade, so nothing was changed: eljournal backup verify, then restore --to.'
}
if (Test-Path "$Program.undone") { Remove-Item -Recurse -Force "$Program.undone" }
Move-Item $Program "$Program.undone"
Move-Item "$Program.previous" $Program
if ($newer) {
    if (-not (Test-Path $Ledger)) { throw "The former program is back and the task is stopped: a server keeps the ledger, and the tables are the newer program's. Empty the database, then: eljournal restore --from '$($saved.FullName)' --to FOLDER --to-storage" }
    New-Item -ItemType Directory -Force -Path "$State\undone" | Out-Null
    foreach ($file in @($Ledger, "$Ledger-wal", "$Ledger-shm")) { if (Test-Path $file) { Move-Item -Force $file "$State\undone" } }
    Copy-Item $saved.FullName $Ledger
    Write-Host "The ledger is the one from before the upgrade ($saved); the newer one lies in $State\undone."
}
Start-ScheduledTask -TaskName $Task
