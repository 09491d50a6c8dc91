#!/usr/bin/env bash
# The real window, driven from outside under Xvfb: keys, pointer, dialogs, files, and a death.
#   tests/window.sh [BINARY] [FOLDER]
# BINARY is target/debug/caveat unless named. A picture of every page in both themes, and of every failure, goes into
# FOLDER, or into a new one. Prints what holds; ends with 1 if something does not. Needs Xvfb, openbox, xdotool, ImageMagick
# and xclip. Waits by looking, never for a fixed time, and for nothing longer than half a minute.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

binary=$(realpath "${1:-$root/target/debug/caveat}")
pictures=${2:-$(mktemp -d)}
mkdir -p "$pictures"
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
  command -v "$tool" > /dev/null || { echo "tests/window.sh needs $tool" >&2; exit 1; }
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
kept() { grep -qs "$1" "$recovery"/*.caveat; }
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

# into_page: the keyboard into the first field of the page: top bar, sidebar, page
into_page() { key F6 F6 F6; }

# rename TEXT: another name for the product, on the page of the first section; a document opens on its overview
rename() {
  key ctrl+1
  still
  into_page
  key ctrl+a
  text "$1"
  wait_for "the title follows what is typed: $1" titled "• $1 – Caveat"
}

wait_for "the display is there" test -s "$scratch/display" || exit 1
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
openbox > /dev/null 2>&1 &
started+=($!)
wait_for "the window manager is there" xdotool get_num_desktops || exit 1

work=$scratch/claims.caveat
other=$scratch/other.caveat
cp "$root/examples/claims-triage.caveat" "$work"
cp "$root/examples/support-agent.caveat" "$other"
name=$(product "$work")

# --- open, write, save, undo ---

echo '(theme: Light)' > "$settings"
start "$work" || exit 1
holds 'a file named on the command line is opened' titled "$name – Caveat"
rename 'End to end'
key ctrl+s
holds 'Ctrl S saves' says "$work" 'End to end'
holds 'what is saved has no mark in the title' titled 'End to end – Caveat'
holds 'what is saved needs no copy for recovery' none_kept
key ctrl+z
holds 'Ctrl Z goes back beyond the save' titled "• $name – Caveat"
key ctrl+shift+z
holds 'Ctrl Shift Z goes forward again' titled 'End to end – Caveat'

# --- the clipboard, and letters that no keyboard here has ---

key ctrl+a
printf 'Größe 日本語 “ok”' | xclip -selection clipboard > /dev/null 2>&1
key ctrl+v
holds 'text is pasted as it was copied' titled '• Größe 日本語 “ok” – Caveat'
key ctrl+s
holds 'and saved as it was pasted' says "$work" 'Größe 日本語 “ok”'

# --- another file through the dialog ---

echo "$other" > "$scratch/answer"
key ctrl+o
holds 'Ctrl O opens what the dialog answers' titled "$(product "$other") – Caveat"
echo "$work" > "$scratch/answer"
key ctrl+o
holds 'and the first file again' titled 'Größe 日本語 “ok” – Caveat'

# --- the pointer: drag a note of the canvas, if one lies here ---

key ctrl+2
still
before=$(look)
drag() {
  xdo mousemove --window "$window" "$1" "$2" sleep 0.3 mousedown 1 sleep 0.3
  for step in 1 2 3 4; do
    xdo mousemove_relative -- $((($3 - $1) / 4)) $((($4 - $2) / 4)) sleep 0.1
  done
  xdo mouseup 1
}
drag 300 220 700 330
still
if [ "$(title)" = '• Größe 日本語 “ok” – Caveat' ]; then
  echo 'ok: a note is dragged'
  key ctrl+z
  holds 'and put back' titled 'Größe 日本語 “ok” – Caveat'
elif [ "$(look)" != "$before" ]; then
  echo 'skipped: dragging here moved no note'
else
  echo 'skipped: nothing to drag here'
fi

# --- close with unsaved work: cancel, then save ---

key ctrl+Prior
still
rename 'Unsaved'
key ctrl+q
still
key Escape
still
holds 'Escape goes back to the work' titled '• Unsaved – Caveat'
if says "$work" 'Unsaved'; then fail 'nothing is written before the answer'; fi
key alt+F4 # the window manager asks the window to close
still
gone && fail 'closing the window asks first'
key Return
holds 'the window goes after Save' gone
holds 'and the work is saved' says "$work" 'Unsaved'
holds 'and needs no copy for recovery' none_kept

# --- close with unsaved work, and do not save ---

start "$work"
rename 'Given up'
key ctrl+q
still
key Tab Return
holds 'the window goes after Do not save' gone
holds 'and the file is as it was' says "$work" 'Unsaved'
holds 'and what was given up is not offered' none_kept

# --- a death with unsaved work ---

start "$work"
rename 'After the crash'
holds 'unsaved work is kept beside' kept 'After the crash'
kill -9 "$app"
wait "$app" 2> /dev/null
holds 'the copy outlives the window' kept 'After the crash'
holds 'the file was not touched' says "$work" 'Unsaved'
start
shot root "$pictures/recovery.png"
key F6 # New document; then Open, four examples, the keys, and the first button of the page
for step in 1 2 3 4 5 6 7; do key Tab; done
key Return
holds 'the next start brings the work back' titled '• After the crash – Caveat'
key ctrl+s
holds 'and it can be saved to its file' says "$work" 'After the crash'
holds 'and then is not offered again' none_kept
leave

# --- a picture of every page, in both themes ---

sections=(overview about canvas discovery requirements pattern data metrics failure-modes model-limits budgets thresholds
  release-plan monitoring checklist impact model-card reviews backlog maturity workshops)
xdo mousemove 1459 939 # nothing is pointed at
for theme in Light Dark; do
  echo "(theme: $theme)" > "$settings"
  start
  shot "$window" "$pictures/${theme,,}-00-start.png"
  leave
  start "$root/examples/claims-triage.caveat"
  last=
  number=0
  for section in "${sections[@]}" export; do
    number=$((number + 1))
    if [ "$section" = export ]; then key ctrl+e; elif [ "$number" -gt 1 ]; then key ctrl+Next; fi
    turned() { [ "$(look)" != "$last" ]; }
    [ -z "$last" ] || wait_for "$theme: the page turns to $section" turned
    still
    last=$(look)
    [ "$(colors)" -gt 40 ] || fail "$theme: $section is drawn"
    shot "$window" "$pictures/$(printf '%s-%02d-%s.png' "${theme,,}" "$number" "$section")"
  done
  titled "$(product "$root/examples/claims-triage.caveat") – Caveat" || fail "$theme: looking changes nothing"
  leave
done
echo "ok: $(find "$pictures" -name '*.png' | wc -l) pictures in $pictures"

if [ "$failures" -gt 0 ]; then
  echo "$failures failed" >&2
  exit 1
fi
echo "all holds, in $SECONDS s"
