#!/bin/sh
# Decides every example household, in Chinese, on a day after its region's document was written.
set -eu
cd "$(dirname "$0")"

while read -r region day; do
    for household in "$region"/*.json; do
        printf '\n== %s  %s\n' "$household" "$day"
        elig check "$household" --on "$day" --lang zh </dev/null
    done
done <<'REGIONS'
liupanshui  2023-12-01
qianxinan   2020-12-01
huishui     2020-12-01
ningshan    2020-12-01
hezhou      2024-01-01
REGIONS
