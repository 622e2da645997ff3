# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by src/run and tests/run: installs the packages of some lists, and only those that are missing.
# Only the package manager itself is run as root. Speaks on stderr, so that stdout belongs to the program.

say() { echo "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo -- "$@"
  else
    say "This needs root, and there is no sudo here. Please have this run as root: $*"
    return 1
  fi
}

# debian, fedora or arch; nothing on other systems. Their relatives (Ubuntu, Mint, Manjaro …) count as one of them.
system_family() {
  local ID='' ID_LIKE=''
  if [ -r /etc/os-release ]; then . /etc/os-release; fi
  case " $ID $ID_LIKE " in
    *" debian "*) echo debian ;;
    *" fedora "*) echo fedora ;;
    *" arch "*) echo arch ;;
  esac
}

packages_of() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@" | LC_ALL=C sort -u; }

# Of the packages on stdin, those that are not installed.
missing_on_debian() {
  LC_ALL=C comm -23 - <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | LC_ALL=C sort -u)
}
missing_on_fedora() {
  local package
  while read -r package; do rpm -q --whatprovides "$package" > /dev/null 2>&1 || echo "$package"; done
}
missing_on_arch() { xargs pacman -T || true; }

install_on_debian() {
  as_root apt-get update -q >&2 || say "The package lists could not be renewed; going on with those at hand."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}
install_on_fedora() { as_root dnf install -y "$@" >&2; }
install_on_arch() { as_root pacman -S --needed --noconfirm "$@" >&2; }

# list_missing FOLDER…: of the lists for this system in these folders, the packages that are not installed.
list_missing() {
  local family
  family=$(system_family)
  if [ -n "$family" ]; then packages_of "${@/%//$family}" | "missing_on_$family"; fi
}

# install_missing FOLDER…: installs them.
install_missing() {
  local family missing
  family=$(system_family)
  if [ -z "$family" ]; then
    say "This system is not known here, so nothing is installed. The packages, by Debian's names, stand in: ${*/%//debian}"
    return
  fi
  mapfile -t missing < <(list_missing "$@")
  if [ ${#missing[@]} = 0 ]; then return; fi
  if [ "$family" != debian ]; then say "Note: the package names for $family are untested."; fi
  say "Installing (${#missing[@]}): ${missing[*]}"
  "install_on_$family" "${missing[@]}"
}
