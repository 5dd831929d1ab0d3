# Installs the folder that this script lies in as a scheduled task that starts with Windows, or upgrades the one that is installed.
# As an administrator: powershell -ExecutionPolicy Bypass -File Deploy\install.ps1
# Accounts are given by their ids (LOCAL SERVICE, SYSTEM, Administrators), because their names differ with the language of Windows.
# The program talks to no service control manager, so it is a task and no service. Settings, ledger and keys lie in $State and are not touched.
param(
    [string] $Program = "$env:ProgramFiles\ElJournal",
    [string] $State = "$env:ProgramData\ElJournal",
    [string] $Task = 'ElJournal Gateway',
    [string] $User = 'S-1-5-19'
)
$ErrorActionPreference = 'Stop'
# What a program writes to its error output is no error of this script.
function Ask([string] $Exe, [string[]] $Arguments) { $ErrorActionPreference = 'Continue'; & $Exe @Arguments 2>$null }
$new = Split-Path -Parent $PSScriptRoot
$config = Join-Path $State 'eljournal.json'
if (-not (Test-Path (Join-Path $new 'eljournal.exe'))) { throw "There is no program in $new." }
if ($new -eq $Program) { throw 'Unpack the new version elsewhere and start its Deploy\install.ps1.' }

# Files have the rights of their folder: only the task's account, SYSTEM and administrators get in.
New-Item -ItemType Directory -Force -Path $State | Out-Null
$grantee = if ($User -like 'S-1-*') { "*$User" } else { $User }
& icacls $State /inheritance:r /grant:r "${grantee}:(OI)(CI)M" '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The rights of $State could not be set; nothing was changed." }

if (Test-Path "$Program.new") { Remove-Item -Recurse -Force "$Program.new" }
Copy-Item -Recurse -Path $new -Destination "$Program.new"
if (Test-Path $config) {
    # Warnings are shown and keep nobody from upgrading.
    & "$Program.new\eljournal.exe" config check --config $config
    $accepted = Ask "$Program.new\eljournal.exe" @('config', 'check', '--json', '--config', $config) | Select-String -Pattern '"valid": *true'
    if (-not $accepted) { Remove-Item -Recurse -Force "$Program.new"; throw 'The new version does not accept the settings; nothing was changed.' }
}

if (Get-ScheduledTask -TaskName $Task -ErrorAction SilentlyContinue) {
    # Ended hard: what was committed is safe, what was not is done again.
    Stop-ScheduledTask -TaskName $Task
    Get-Process -Name eljournal -ErrorAction SilentlyContinue | Where-Object { $_.Path -eq "$Program\eljournal.exe" } | Wait-Process -Timeout 30
}
if (Test-Path $Program) {
    if (Test-Path "$Program.previous") { Remove-Item -Recurse -Force "$Program.previous" }
    Move-Item $Program "$Program.previous"
}
Move-Item "$Program.new" $Program

$action = New-ScheduledTaskAction -Execute "$Program\eljournal.exe" -Argument "run --config `"$config`"" -WorkingDirectory $State
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit (New-TimeSpan -Seconds 0) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -MultipleInstances IgnoreNew
$principal = New-ScheduledTaskPrincipal -UserId $User -LogonType ServiceAccount
Register-ScheduledTask -TaskName $Task -Action $action -Trigger $trigger -Settings $settings -Principal $principal -Force | Out-Null
if (Test-Path $config) { Start-ScheduledTask -TaskName $Task; Write-Host 'Started. Look with: eljournal doctor' }
else { Write-Host "Write $config, then: Start-ScheduledTask -TaskName '$Task'" }
