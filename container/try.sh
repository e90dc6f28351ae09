#!/usr/bin/env bash
# Builds the image and runs it, without Docker: on a base that mmdebstrap makes of Debian's packages, with buildah, as root. Then does in
# it what compose.yaml and kubernetes/ say, as the unprivileged number, with a root file system that cannot be written to: install, define,
# health, migrate, serve, stop; and serve once more from a volume that cannot be written to.
# It takes about two minutes, needs `apt-get install buildah mmdebstrap curl`, and leaves nothing behind.
#   container/try.sh [FOLDER OF WHEELS]   without one, pip downloads them as it is set up here
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel 2>/dev/null || dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
work=$(mktemp -d)
# In memory, if there is enough: an image is thousands of small files, several times over.
[ "$(awk '/^MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)" -lt 6 ] || mount -t tmpfs -o size=4g,mode=700 tmpfs "$work"
export TMPDIR=$work
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot XDG_RUNTIME_DIR=$work
store=(--root "$work/store" --runroot "$work/run")
image=$work/image data=$work/data
unmount() { for place in /tmp /data /proc /dev ""; do umount -q -l "$image$place" 2>/dev/null || true; done; }
running=
end() { [ -z "$running" ] || pkill -KILL -P "$running" 2>/dev/null || true; }
trap 'end; unmount; buildah "${store[@]}" rm -a >/dev/null 2>&1 || true; umount -q -l "$work" 2>/dev/null || true; rm -rf "$work"' EXIT
say() { printf -- '-- %s\n' "$1"; }
must() { local what=$1; shift; "$@" || { echo "   $what: FAILED" >&2; exit 1; }; echo "   $what: ok"; }

say "A base image of Debian's packages"
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mmdebstrap --quiet --variant=minbase --include=python3,python3-venv,ca-certificates --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  "$release" "$work/base.tar"
base=$(buildah "${store[@]}" from scratch)
buildah "${store[@]}" add -q "$base" "$work/base.tar" / >/dev/null
buildah "${store[@]}" commit -q --rm "$base" medlex-base >/dev/null
rm "$work/base.tar"

say "The wheels, and the image"
wheels=${1:-$work/wheels}
if [ ! -d "$wheels" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" download -qq --disable-pip-version-check --dest "$wheels" -r "$root/container/requirements.lock"
  "$work/venv/bin/pip" download -qq --disable-pip-version-check --dest "$wheels" hatchling
fi
buildah "${store[@]}" bud -q --format docker --ignorefile "$root/.dockerignore" --build-arg BASE=localhost/medlex-base \
  --build-arg PIP_OPTIONS="--disable-pip-version-check -q --no-index --find-links=/wheels" --volume "$wheels:/wheels:ro" \
  -f "$root/container/Dockerfile" -t medlex "$root" >/dev/null
inspect() { buildah "${store[@]}" inspect --type image --format "{{$1}}" medlex; }
must "its number" [ "$(inspect .Docker.Config.User)" = 10001:10001 ]
must "its health check" [ "$(inspect .Docker.Config.Healthcheck.Test)" = "[CMD medlex health]" ]
must "its command" [ "$(inspect .Docker.Config.Entrypoint) $(inspect .Docker.Config.Cmd)" = "[medlex] [run]" ]
built=$(buildah "${store[@]}" from medlex)
mounted=$(buildah "${store[@]}" mount "$built")
echo "   $(du -sm "$mounted" | cut -f1) MB, of which $(du -sm "$mounted/opt/medlex" | cut -f1) MB are Medlex and its libraries"
must "nothing of this machine in it" [ -z "$(grep -rlE "$wheels|/wheels" "$mounted/opt/medlex" --include=*.conf --include=direct_url.json)" ]

# What `docker run --read-only --tmpfs /tmp --volume data:/data --user 10001:10001` does.
mkdir -p "$image" "$data"
cp -a "$mounted/data/." "$data/"
chown 10001:10001 "$data"
mount --bind "$mounted" "$image"
mount -t proc proc "$image/proc"
mount --bind /dev "$image/dev"
mount -o remount,ro,bind "$image"
mount -t tmpfs -o mode=1777 tmpfs "$image/tmp"
mount --bind "$data" "$image/data"
environment=(PATH=/opt/medlex/bin:/usr/bin:/bin MEDLEX_HOME=/data HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1)
medlex() { chroot --userspec=10001:10001 "$image" /usr/bin/env -i -C /data "${environment[@]}" "${with[@]}" medlex "$@"; }
with=()

say "As number 10001, with a root file system that cannot be written to"
must "nothing can be written there" chroot --userspec=10001:10001 "$image" /bin/sh -c '! touch /opt/medlex/x 2>/dev/null'
printf 'term,definition\nquorblax,A word that only this list has.\n' > "$data/words.csv"
medlex install our-words --from /data/words.csv --title "Our words" --publisher "Us" --license "CC0" --edition 2026 >/dev/null
must "install and define" [ -n "$(medlex define quorblax | sed -n '/only this list/p')" ]
must "no bot, no health" [ "$(medlex health >/dev/null 2>&1; echo $?)" = 1 ]
medlex migrate >/dev/null 2>&1
must "migrate" [ "$(stat -c %u:%g "$data/servers.sqlite3")" = 10001:10001 ]

# Serves until it is ready, and tells it to stop.
serve() {
  begun=$(date +%s)
  medlex serve >"$work/log" 2>&1 &
  running=$!
  until medlex health --ready >/dev/null 2>&1; do
    kill -0 $running || { cat "$work/log" >&2; exit 1; }
    [ $(($(date +%s) - begun)) -lt 60 ] || { cat "$work/log" >&2; exit 1; }
    sleep 0.5
  done
  echo "   healthy after $(($(date +%s) - begun)) s"
  must "an unsigned request is refused" [ "$(curl -s -o /dev/null -w '%{http_code}' -d '{}' http://127.0.0.1:18080/interactions)" = 401 ]
  echo "   $(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$(pgrep -P $running)/status") MB of memory"
  told=$(date +%s)
  pkill -TERM -P $running
  wait $running || { cat "$work/log" >&2; exit 1; }
  running=
  echo "   ended $(($(date +%s) - told)) s after SIGTERM"
}
with=(DISCORD_APPLICATION_ID=100000000000000000 "DISCORD_PUBLIC_KEY=$(printf '0%.0s' {1..64})" MEDLEX_HTTP=127.0.0.1:18080 MEDLEX_MONITORING=127.0.0.1:18765)

say "Answering over HTTP, healthy, and told to stop"
serve

say "The same from a volume that cannot be written to, as pods do"
rm "$data/servers.sqlite3"
mount -o remount,ro,bind "$image/data"
with+=(MEDLEX_BACKUPS=0)
serve
say "The image works"
