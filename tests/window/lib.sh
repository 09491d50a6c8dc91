# The real window under Xvfb, for the scripts beside: an empty home, a display, a window manager, dialogs that answer from a
# file, and ways to look, type and judge. Sourced with the arguments of the script: [BINARY] [FOLDER]; `root` is set.
# Waits by looking, never for a fixed time, and for nothing longer than half a minute.

binary=$(realpath "${1:-$root/target/debug/caveat}")
pictures=${2:-$(mktemp -d)}
mkdir -p "$pictures"
pictures=$(realpath "$pictures")
scratch=$(mktemp -d)
patience=30
failures=0
started=()
app=
window=

cleanup() {
  local pid
  for pid in $app ${started[@]+"${started[@]}"}; do kill "$pid" 2> /dev/null; done
  rm -rf "$scratch"
}
trap cleanup EXIT

for tool in Xvfb openbox xdotool import identify xclip "$binary"; do
  command -v "$tool" > /dev/null || { echo "$0 needs $tool" >&2; exit 1; }
done

# --- an empty home, a display, a window manager, and dialogs that answer from a file ---

export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_STATE_HOME=$scratch/state XDG_DATA_HOME=$scratch/data
export XDG_CACHE_HOME=$scratch/cache XDG_RUNTIME_DIR=$scratch/run LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8
export DBUS_SESSION_BUS_ADDRESS=unix:path=$scratch/no-bus # no portal: rfd then asks zenity
unset WAYLAND_DISPLAY
mkdir -p "$HOME" "$XDG_CONFIG_HOME/caveat" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR" "$scratch/bin"
chmod 700 "$XDG_RUNTIME_DIR"
settings=$XDG_CONFIG_HOME/caveat/settings.ron
recovery=$XDG_STATE_HOME/caveat/recovery

cat > "$scratch/bin/zenity" <<END
#!/bin/sh
# a person who takes a moment: an answer at once would count as "no dialog here"
sleep 0.5
cat "$scratch/answer"
END
chmod +x "$scratch/bin/zenity"
export PATH=$scratch/bin:$PATH

Xvfb -displayfd 3 -screen 0 1460x940x24 -nolisten tcp 3> "$scratch/display" 2> "$scratch/xvfb.log" &
started+=($!)

# --- looking, typing, judging ---

# wait_for WHAT COMMAND...: true as soon as the command is
wait_for() {
  local what=$1 end=$((SECONDS + patience))
  shift
  until "$@" > /dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then
      fail "$what"
      return 1
    fi
    sleep 0.1
  done
}

fail() {
  failures=$((failures + 1))
  echo "FAILED: $1"
  echo "        title: $(title), picture: $pictures/failure-$failures.png"
  shot root "$pictures/failure-$failures.png"
}

# holds WHAT COMMAND...: one thing that this script is about
holds() {
  local what=$1
  shift
  wait_for "$what" "$@" && echo "ok: $what"
}

xdo() { timeout 10 xdotool "$@"; }
shot() { timeout 10 import -window "$@" 2> /dev/null; }
title() { xdo getwindowname "$window" 2> /dev/null; }
titled() { [ "$(title)" = "$1" ]; }
product() { "$binary" show "$1" | head -n 1; }
says() { [ "$(product "$1")" = "$2" ]; }
# kept WORDS: whether unsaved work by this name is kept, be the window there or not: a copy is held by nobody
kept() {
  rm -rf "$scratch/copy"
  mkdir -p "$scratch/copy/caveat"
  cp -r "$recovery" "$scratch/copy/caveat/" 2> /dev/null
  XDG_STATE_HOME=$scratch/copy "$binary" recover | grep -q "$1"
}
none_kept() { ! compgen -G "$recovery/*.caveat" > /dev/null; }
gone() { ! kill -0 "$app" 2> /dev/null; }
key() { xdo key --delay 40 "$@"; }
text() { xdo type --delay 20 "$1"; }

shown() {
  window=$(xdo search --onlyvisible --pid "$app" 2> /dev/null | tail -n 1)
  [ -n "$window" ] && [ -n "$(title)" ]
}

# start [FILE]: the window, with the keyboard, drawn
start() {
  "$binary" "$@" > "$scratch/app.log" 2>&1 &
  app=$!
  wait_for "the window opens" shown || { cat "$scratch/app.log"; return 1; }
  xdo windowactivate --sync "$window" 2> /dev/null
  wait_for "the window is drawn" drawn
  still
}

colors() { shot "$window" -depth 8 png:- | identify -format %k - 2> /dev/null; }
drawn() { [ "$(colors)" -gt 40 ]; }

# still: until two looks see the same
still() {
  local before now end=$((SECONDS + 10))
  before=$(look)
  while [ $SECONDS -lt $end ]; do
    sleep 0.25
    now=$(look)
    [ "$before" = "$now" ] && return
    before=$now
  done
}

look() { shot "$window" -depth 8 rgb:- | cksum; }

# leave: the window away, whatever is unsaved
leave() {
  kill "$app" 2> /dev/null
  wait "$app" 2> /dev/null
  rm -rf "$recovery"
}

wait_for "the display is there" test -s "$scratch/display" || exit 1
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
openbox > /dev/null 2>&1 &
started+=($!)
wait_for "the window manager is there" xdotool get_num_desktops || exit 1

# --- pictures ---

sections=(overview about canvas discovery requirements pattern data metrics failure-modes model-limits budgets thresholds
  release-plan monitoring checklist impact model-card reviews backlog maturity workshops)

# sized WIDTH HEIGHT: whether the window is that large
sized() { xdo getwindowgeometry --shell "$window" | grep -qx "WIDTH=$1" && xdo getwindowgeometry --shell "$window" | grep -qx "HEIGHT=$2"; }

# picture_pages THEME WIDTH HEIGHT FILE: the start screen and every page of FILE into $pictures, as THEME-WIDTHxHEIGHT-...
picture_pages() {
  local theme=$1 width=$2 height=$3 file=$4
  local prefix="$pictures/${theme,,}-${width}x$height" last='' number=0 section
  resize() {
    xdo windowsize "$window" "$width" "$height"
    wait_for "$theme: the window is $width by $height" sized "$width" "$height"
    xdo mousemove 1459 939 # nothing is pointed at
    still
  }
  turned() { [ "$(look)" != "$last" ]; }
  echo "(theme: $theme)" > "$settings"
  start
  resize
  shot "$window" "$prefix-00-start.png"
  leave
  start "$file"
  resize
  for section in "${sections[@]}" export; do
    number=$((number + 1))
    if [ "$section" = export ]; then key ctrl+e; elif [ "$number" -gt 1 ]; then key ctrl+Next; fi
    [ -z "$last" ] || wait_for "$theme: the page turns to $section" turned
    still
    last=$(look)
    [ "$(colors)" -gt 40 ] || fail "$theme: $section is drawn"
    shot "$window" "$(printf '%s-%02d-%s.png' "$prefix" "$number" "$section")"
  done
  titled "$(product "$file") – Caveat" || fail "$theme: looking changes nothing"
  leave
}
