#!/usr/bin/env bash
# Opens every XLSX and DOCX of a folder in LibreOffice and prints it as PDF: whatever needs repair, or cannot be read, ends with an error.
# Not part of .ci/run: LibreOffice takes seconds to start and is not installed everywhere.
#   eljournal report results --school demo --out reports && samples/open-reports.sh reports
set -euo pipefail
folder=${1:?"usage: open-reports.sh FOLDER"}
office=$(command -v soffice || command -v libreoffice) || { echo "LibreOffice is not installed: apt-get install libreoffice-calc libreoffice-writer" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
while IFS= read -r -d '' file; do
    "$office" "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" "$file" >"$work/log" 2>&1 || true
    pdf="$work/$(basename "${file%.*}").pdf"
    if [ -s "$pdf" ]; then echo "opens: $file"; rm -f "$pdf"; else echo "DOES NOT OPEN: $file" >&2; cat "$work/log" >&2; failed=1; fi
done < <(find "$folder" -type f \( -name '*.xlsx' -o -name '*.docx' \) -print0)
exit $failed
