# A PostgreSQL of its own for the tests: made in a new folder, reachable from this machine only, removed at the end. Sourced by `run`.
# It is Debian's. If it is not there it is installed, which needs root and a package mirror.

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

# PostgreSQL refuses to be run by root.
as_nobody_special() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid="$postgres_user" --regid="$(id -g "$postgres_user")" --clear-groups "$@"; else "$@"; fi
}

install_postgres() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  # Without this, the package makes a database and starts it.
  [ -e /etc/postgresql-common/createcluster.conf ] || {
    mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  }
  export DEBIAN_FRONTEND=noninteractive
  timeout 120 apt-get update -qq &&
    timeout 300 apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold postgresql >/dev/null
}

# Sets MEDLEX_TEST_POSTGRES, unless the caller has. Returns 1 if there is no PostgreSQL and none can be had.
start_postgres() {
  [ -z "${MEDLEX_TEST_POSTGRES:-}" ] || return 0
  [ -n "$(postgres_bin)" ] || install_postgres || return 1
  postgres_user=$(id -un)
  [ "$(id -u)" != 0 ] || postgres_user=$(id -un postgres 2>/dev/null || echo nobody)
  postgres_home=$(mktemp -d) && chmod 711 "$postgres_home"
  [ "$(id -u)" != 0 ] || chown "$postgres_user" "$postgres_home"
  local port
  port=$(python3 -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
  (
    cd "$postgres_home"
    as_nobody_special "$(postgres_bin)/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log 2>&1 &&
      as_nobody_special "$(postgres_bin)/pg_ctl" -D data -l server.log -w -t 60 start >start.log 2>&1 \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$postgres_home' -c max_connections=300 \
-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  ) || { cat "$postgres_home"/*.log >&2; return 1; }
  export MEDLEX_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "${postgres_home:-}" ] || return 0
  as_nobody_special "$(postgres_bin)/pg_ctl" -D "$postgres_home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$postgres_home"
}
