# Sourced by app/run, tests/run and .ci/run: which Debian packages Botline needs, how they come here,
# and how it is built. POSIX sh; expects $root, the project's folder.

# What builds and runs the program. Fonts stand here because Qt shows boxes without any.
build_packages='g++ cmake ninja-build ccache pkgconf ca-certificates
    qt6-base-dev libsimdjson-dev libboost-dev qtkeychain-qt6-dev
    fonts-dejavu-core fonts-noto-color-emoji'
# What .ci/run checks the code with.
check_packages='clang-format-14 clang-tidy-14'
# What tests/fuzz/run needs besides.
fuzz_packages='clang-14 libclang-rt-14-dev'

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# need_packages NAME...: installs those that are not here yet; asks the network only then.
need_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        if command -v cmake >/dev/null && command -v ninja >/dev/null && command -v c++ >/dev/null; then
            return 0 # not Debian, but somebody prepared it; CMake tells what else is missing
        fi
        fail "This system has no apt-get, so please install with its own tools:
  a C++20 compiler, CMake 3.22 or newer, Ninja, pkg-config,
  Qt 6.4 or newer with its headers (Core, Gui, Network, Widgets, Test), simdjson, Boost (headers), QtKeychain
(in Debian: $*)"
    fi

    missing=
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0

    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null; then
        as_root=sudo
    else
        fail "These packages are missing, and there is no sudo. Please run as root:
  apt-get update && apt-get install --no-install-recommends$missing"
    fi
    say "Installing:$missing"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"
    $apt update >&2 </dev/null || say "The package lists could not be refreshed; trying with the old ones."
    $apt install -y --no-install-recommends $missing >&2 </dev/null ||
        fail "The packages could not be installed; what went wrong stands above."
}

# A home that can be written, for the compiler cache and for the program's settings.
if [ -z "${HOME:-}" ] || ! [ -w "$HOME" ]; then
    HOME=$root/build/home
    mkdir -p "$HOME"
    export HOME
fi

# What ccache must know of precompiled headers, or it would not cache what uses them.
export CCACHE_SLOPPINESS=pch_defines,time_macros

# configure FOLDER OPTION...: one place for what all builds share.
configure() {
    folder=$1
    shift
    # A folder that came here with a copy of the project belongs to where it was made.
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    mkdir -p "$folder"
    if command -v ccache >/dev/null; then
        set -- "$@" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
    fi
    cmake -S "$root" -B "$folder" -G Ninja "$@" >"$folder.log" 2>&1 || {
        cat "$folder.log" >&2
        fail "Botline could not be configured."
    }
}

# build FOLDER [TARGET...]: shows progress to a person and only problems to a log.
build() {
    folder=$1
    shift
    quiet=--quiet
    [ ! -t 2 ] || quiet=
    ninja -C "$folder" $quiet "$@" >&2 || fail "Botline could not be built."
}
