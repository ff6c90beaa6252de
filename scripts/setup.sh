#!/bin/sh
# Set-up for `make run` and `make test`: system libraries that Qt needs (only those that are absent, and only then
# with root), a virtual environment in .venv, the pinned packages, and this package itself.
# `setup.sh screen` adds a virtual X11 screen for the test that walks through a real window, and a browser without one for
# the test that opens a report; without them those tests skip.
set -eu

say() { printf '%s\n' "$*"; }

# library file -> Debian package; X11 ones matter only where there is a display
NEEDED="libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libfontconfig.so.1=libfontconfig1
libglib-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3"
X11="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0
libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0"

missing_packages() {  # of a list of pairs
    known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null )
    for pair in $1; do
        case "$known" in *"${pair%%=*}"*) ;; *) printf ' %s' "${pair##*=}" ;; esac
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        say "Root is needed for: $*  (no sudo here; run it as root, then try again)" >&2
        exit 2
    fi
}

install_packages() {
    command -v apt-get >/dev/null || { say "Please install these libraries, then try again:$*" >&2; exit 2; }
    say "Installing with root:$*"
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $* >/dev/null
}

install_screen() {  # never fatal, never asks for a password
    [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null || return 0
    packages=$(missing_packages "$X11")
    command -v Xvfb >/dev/null || packages="$packages xvfb"
    command -v xdotool >/dev/null || packages="$packages xdotool"
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || { say "Without root the walk through an X11 window is skipped:$packages"; return 0; }
    fi
    (install_packages "$packages") || say "The walk through an X11 window is skipped: these did not install:$packages"
}

install_browser() {  # as install_screen; apart from it, since not every distribution has the package
    [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null || return 0
    for name in chromium-headless-shell chromium chromium-browser google-chrome chrome; do
        if command -v $name >/dev/null; then return 0; fi
    done
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || { say "Without root no report is opened in a browser: chromium-headless-shell"; return 0; }
    fi
    (install_packages " chromium-headless-shell") || say "No report is opened in a browser: Chromium did not install"
}

if [ "${1:-}" = screen ]; then install_screen; install_browser; exit 0; fi

if [ "$(uname -s)" = Linux ]; then
    packages=$(missing_packages "$NEEDED${DISPLAY:+ $X11}")
    [ -z "$packages" ] || install_packages "$packages"
fi

# the packages are there and nothing they follow from has changed since
ready=.venv/.ready
if [ -e $ready ] && [ $ready -nt pyproject.toml ] && [ $ready -nt constraints.txt ]; then exit 0; fi

[ -n "${PYTHON:-}" ] || { say "No Python 3 was found; install Python 3.11 or newer." >&2; exit 2; }
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "$PYTHON is older than 3.11; call make with PYTHON=/path/to/python3.11." >&2
    exit 2
}

if [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    # Debian packs venv's pip apart; virtualenv from PyPI does the same job without root
    "$PYTHON" -m venv .venv 2>/dev/null || {
        rm -rf .venv
        "$PYTHON" -m pip install --quiet --target .venv-maker virtualenv
        PYTHONPATH=.venv-maker "$PYTHON" -m virtualenv --quiet .venv
        rm -rf .venv-maker
    }
fi

say "Installing the Python packages into .venv ..."
.venv/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
# pip leaves bytecode for what it copies; of an editable package it copies nothing, and the first start would wait
.venv/bin/python -m compileall -q tuner main.py || true
touch $ready
