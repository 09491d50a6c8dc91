#!/usr/bin/env bash
# The real window, driven from outside under Xvfb: keys, pointer, dialogs, files, and a death.
#   tests/window.sh [BINARY] [FOLDER]
# BINARY is target/debug/caveat unless named. A picture of every page in both themes, and of every failure, goes into
# FOLDER, or into a new one. Prints what holds; ends with 1 if something does not. Needs Xvfb, openbox, xdotool, ImageMagick
# and xclip.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tests/window/lib.sh
source "$root/tests/window/lib.sh" "$@"

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
key F6 # New document; then interview, Open, import, four examples, the keys, the settings, and the first button of the page
for step in 1 2 3 4 5 6 7 8 9 10; do key Tab; done
key Return
holds 'the next start brings the work back' titled '• After the crash – Caveat'
key ctrl+s
holds 'and it can be saved to its file' says "$work" 'After the crash'
holds 'and then is not offered again' none_kept
leave

# --- a picture of every page, in both themes ---

for theme in Light Dark; do
  picture_pages "$theme" 1440 900 "$root/examples/claims-triage.caveat"
done
echo "ok: $(find "$pictures" -name '*.png' | wc -l) pictures in $pictures"

if [ "$failures" -gt 0 ]; then
  echo "$failures failed" >&2
  exit 1
fi
echo "all holds, in $SECONDS s"
