#!/bin/sh
# Installs what the tests of engines and pages run on, where it is missing: sh tests/install.sh postgresql java chromium
set -eu

# the PostgreSQL package keeps its server outside PATH, one folder per version
found() {
    case $1 in
        postgresql) command -v postgres || ls /usr/lib/postgresql/*/bin/postgres ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

package() {
    case $1 in
        java) echo openjdk-17-jre-headless ;;
        *) echo "$1" ;;
    esac
}

missing=
for program; do
    found "$program" || missing="$missing $(package "$program")"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "these tests need:$missing. Install them, then run the command again." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of packages
apt-get install -y -qq --no-install-recommends $missing
