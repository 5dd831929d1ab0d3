# Goes back to the program before the last upgrade, and to the ledger as it was then when the upgrade changed its schema.
# As an administrator: powershell -ExecutionPolicy Bypass -File Deploy\rollback.ps1
param(
    [string] $Program = "$env:ProgramFiles\ElJournal",
    [string] $State = "$env:ProgramData\ElJournal",
    [string] $Ledger = "$State\data\eljournal.db",
    [string] $Task = 'ElJournal Gateway'
)
$ErrorActionPreference = 'Stop'
if (-not (Test-Path "$Program.previous")) { throw "There is no $Program.previous to go back to." }
Stop-ScheduledTask -TaskName $Task
Get-Process -Name eljournal -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq "$Program\eljournal.exe" } | Wait-Process -Timeout 30
if (Test-Path "$Program.undone") { Remove-Item -Recurse -Force "$Program.undone" }
Move-Item $Program "$Program.undone"
Move-Item "$Program.previous" $Program
$newer = & "$Program\eljournal.exe" doctor --json --config "$State\eljournal.json" 2>$null | Select-String -SimpleMatch "before-upgrade-from"
if ($newer) {
    $saved = Get-ChildItem "$Ledger.before-upgrade-from-*" | Sort-Object LastWriteTime -Descending | Select-Object -First 1
    if (-not $saved) { throw 'The former program does not open the ledger and there is no copy from before the upgrade: eljournal backup verify, then restore --to.' }
    New-Item -ItemType Directory -Force -Path "$State\undone" | Out-Null
    foreach ($file in @($Ledger, "$Ledger-wal", "$Ledger-shm")) { if (Test-Path $file) { Move-Item -Force $file "$State\undone" } }
    Copy-Item $saved.FullName $Ledger
    Write-Host "The ledger is the one from before the upgrade ($saved); the newer one lies in $State\undone."
}
Start-ScheduledTask -TaskName $Task
