# The image, built and run by container/try.sh. Sourced by `run`.
# That needs root, and Debian's buildah and mmdebstrap. If they are not there they are installed, which needs a package mirror.

# Returns 1 if they are not there and cannot be had.
have_container_tools() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  unshare --mount true 2>/dev/null || return 1
  local missing=()
  for tool in buildah mmdebstrap curl; do command -v $tool >/dev/null || missing+=($tool); done
  [ ${#missing[@]} = 0 ] && return 0
  export DEBIAN_FRONTEND=noninteractive
  timeout 120 apt-get update -qq && timeout 300 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
