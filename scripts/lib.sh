# What the scripts share. Source it from the top of the repository.
# shellcheck shell=bash

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }

die() { printf 'Erreur : %s\n' "$*" >&2; exit 1; }

# fact NAME: what crate/data/versions.json says that the project was measured with.
fact() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$(dirname "${BASH_SOURCE[0]}")/../crate/data/versions.json" "$1"
}

# apt PACKAGE...: installs Debian packages that are missing, and says which.
apt() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "il manque : ${missing[*]}. Installez-les avec le gestionnaire de paquets du système."
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  say "Installation (Debian) : ${missing[*]}"
  if [ -z "${APT_UPDATED:-}" ]; then
    "${sudo[@]}" apt-get update -qq
    APT_UPDATED=1
  fi
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

WASM=wasm32-unknown-unknown

# Whether this rustc can build for the web as it is: the folder alone proves nothing.
has_wasm_std() {
  compgen -G "$("${1:-rustc}" --print target-libdir --target $WASM 2>/dev/null)/libstd-*.rlib" >/dev/null
}

# Sets the array CARGO_WEB (how to build for the web) and WASM_TARGET_DIR; says which way was taken in WASM_WAY.
choose_wasm_way() {
  CARGO_WEB=(cargo build)
  WASM_TARGET_DIR=target
  if has_wasm_std; then
    WASM_WAY="la bibliothèque standard de rustc"
    return
  fi
  if command -v rustup >/dev/null; then
    say "Installation (rustup) : $WASM"
    if timeout 120 rustup target add $WASM >/dev/null 2>&1 && has_wasm_std; then
      WASM_WAY="rustup"
      return
    fi
    say "rustup ne peut pas télécharger ; essai avec les paquets Debian"
  fi
  # Without a ready standard library, build it from the sources of the very same compiler.
  apt rustc-web cargo-web rust-web-src lld
  [ -e "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library/std/Cargo.toml" ] ||
    die "aucun moyen de construire pour le web : installez rustup, ou les paquets rustc-web, cargo-web et rust-web-src."
  CARGO_WEB=(env RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(linker)"
    cargo build -Z build-std=std,panic_abort)
  WASM_TARGET_DIR=target/build-std
  WASM_WAY="les paquets Debian, bibliothèque standard construite depuis ses sources"
}

# can_abort RUSTC: whether that compiler can make panics end at once, without the words that nobody reads in a browser.
can_abort() {
  RUSTC_BOOTSTRAP=1 "$1" $AT_ONCE --print cfg >/dev/null 2>&1
}

AT_ONCE="-Zunstable-options -Cpanic=immediate-abort"

# After choose_wasm_way: builds the standard library with the module when its sources can be had, without panics' words;
# what it compiles once (memory, searches in texts, numbers) is in every inner loop, and stays fast. Sets WASM_FLAGS;
# without the sources the module only is larger.
choose_smallest_way() {
  WASM_FLAGS=
  local rustc=/usr/bin/rustc
  if [ "$WASM_TARGET_DIR" = target ]; then
    rustc=rustc
    local sources
    sources=$(rustc --print sysroot)/lib/rustlib/src/rust/library
    if ! [ -e "$sources/Cargo.lock" ] && command -v rustup >/dev/null; then
      say "Installation (rustup) : rust-src"
      timeout 120 rustup component add rust-src >/dev/null 2>&1 || true
    fi
    if ! can_abort rustc || ! [ -e "$sources/Cargo.lock" ] ||
      ! (cd "$sources" && RUSTC_BOOTSTRAP=1 timeout 120 cargo fetch --locked --quiet --target $WASM 2>/dev/null); then
      say "Les sources de la bibliothèque standard manquent : le module sera plus gros"
      return
    fi
    CARGO_WEB=(env RUSTC_BOOTSTRAP=1 cargo build -Z build-std=std,panic_abort)
    WASM_TARGET_DIR=target/build-std
  fi
  local name
  for name in core alloc std dlmalloc; do CARGO_WEB+=(--config "profile.web.package.$name.opt-level=2"); done
  if can_abort $rustc; then WASM_FLAGS=$AT_ONCE; fi
}

# A linker for the web: rustup's own, else Debian's.
linker() {
  local found
  for found in "${RUSTUP_HOME:-$HOME/.rustup}"/toolchains/*/lib/rustlib/*/bin/rust-lld; do
    if [ -x "$found" ]; then
      printf '%s' "$found"
      return
    fi
  done
  for found in wasm-ld rust-lld wasm-ld-22 wasm-ld-14; do
    if command -v "$found"; then return; fi
  done
  die "aucun éditeur de liens pour le web : installez le paquet lld."
}
