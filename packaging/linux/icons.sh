#!/usr/bin/env bash
# Renders the PNG icons from the two drawings. Run it after a drawing was changed; needs rsvg-convert (librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")/../.."

id=io.github.caveat.Caveat
theme=packaging/linux/icons/hicolor
page=$theme/scalable/mimetypes/application-x-caveat.svg

cp assets/icon/caveat.svg "$theme/scalable/apps/$id.svg"
for size in 16 32 48 64 128 256 512; do
  folder=$theme/${size}x$size
  mkdir -p "$folder/apps" "$folder/mimetypes"
  rsvg-convert --width "$size" --height "$size" assets/icon/caveat.svg --output "$folder/apps/$id.png"
  rsvg-convert --width "$size" --height "$size" "$page" --output "$folder/mimetypes/application-x-caveat.png"
done
cp "$theme/256x256/apps/$id.png" assets/icon/caveat-256.png
