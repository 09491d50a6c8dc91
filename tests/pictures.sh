#!/usr/bin/env bash
# A picture of every page of the real window, in both themes and at three sizes, for people to look at.
#   tests/pictures.sh [BINARY] [FOLDER] [FILE]
# BINARY is target/debug/caveat unless named, FOLDER a new one, FILE examples/claims-triage.caveat. 720 by 450 points are a
# window of 1440 by 900 at a zoom of 200%. Names say it all: light-1440x900-16-impact.png. Ends with 1 if a page is not
# drawn. Needs Xvfb, openbox, xdotool, ImageMagick and xclip.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tests/window/lib.sh
source "$root/tests/window/lib.sh" "$@"

file=$(realpath "${3:-$root/examples/claims-triage.caveat}")
for size in '1440 900' '1100 700' '720 450'; do
  for theme in Light Dark; do
    # shellcheck disable=SC2086 # two words
    picture_pages "$theme" $size "$file"
  done
done
echo "$(find "$pictures" -name '*.png' | wc -l) pictures in $pictures, in $SECONDS s"
[ "$failures" -eq 0 ]
