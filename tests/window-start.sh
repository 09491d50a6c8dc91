#!/usr/bin/env bash
# How long a start of the window takes, from the process to the last thing that is drawn, in milliseconds.
#   tests/window-start.sh [BINARY] [FILE] [RUNS]
# BINARY is target/release/caveat unless named; without FILE it is the start screen. The first run is not counted: it brings
# the program into memory. Xvfb keeps its screen in a file, so looking costs the window nothing; the figures are good to
# about 20 ms. Needs Xvfb, openbox and xdotool, and a quiet machine.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=$(realpath "${1:-$root/target/release/caveat}")
file=${2:+$(realpath "$2")}
runs=${3:-5}
scratch=$(mktemp -d)
app=
started=()

cleanup() {
  local pid
  for pid in $app ${started[@]+"${started[@]}"}; do kill "$pid" 2> /dev/null; done
  rm -rf "$scratch"
}
trap cleanup EXIT

for tool in Xvfb openbox xdotool "$binary"; do
  command -v "$tool" > /dev/null || { echo "tests/window-start.sh needs $tool" >&2; exit 1; }
done

export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_STATE_HOME=$scratch/state LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
mkdir -p "$HOME" "$scratch/screen"
Xvfb -displayfd 3 -fbdir "$scratch/screen" -screen 0 1460x940x24 -nolisten tcp 3> "$scratch/display" 2> /dev/null &
started+=($!)
until [ -s "$scratch/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
openbox > /dev/null 2>&1 &
started+=($!)
sleep 1
xdotool mousemove 1459 939 # no tooltip, please

now() { echo "${EPOCHREALTIME/[.,]/}"; }
look() { cksum < "$scratch/screen/Xvfb_screen0"; }

# one start: the time of the last change after which nothing moves for two seconds
measure() {
  local begin changed looked before after
  before=$(look)
  begin=$(now)
  "$binary" ${file:+"$file"} > /dev/null 2>&1 &
  app=$!
  changed=$begin
  while :; do
    looked=$(now)
    after=$(look)
    if [ "$after" != "$before" ]; then
      changed=$looked
      before=$after
    elif [ "$changed" -gt "$begin" ] && [ $((looked - changed)) -gt 2000000 ]; then
      break
    elif [ $((looked - begin)) -gt 60000000 ]; then
      echo 'nothing was drawn within a minute' >&2
      exit 1
    fi
  done
  kill "$app"
  wait "$app" 2> /dev/null
  app=
  echo $(((changed - begin) / 1000))
}

measure > /dev/null
for ((run = 0; run < runs; run++)); do
  sleep 0.5
  measure
done | tee "$scratch/times"
echo "median: $(sort -n "$scratch/times" | sed -n "$(((runs + 1) / 2))p") ms"
