#!/usr/bin/env bash
# The one gate: what has to hold before a change goes in, the same here and in CI. Stops at the first failure.
# Each step prints its name and its time. A step whose tool is not installed says so; it is never skipped in silence.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# step NAME COMMAND...: run a command under a heading, and time it
step() {
  local name=$1 start=$SECONDS code=0
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  "$@" || code=$?
  if [ "$code" -ne 0 ]; then
    printf '== %s: FAILED after %d s (exit code %d)\n' "$name" $((SECONDS - start)) "$code" >&2
    exit "$code"
  fi
  printf '== %s: ok, %d s\n' "$name" $((SECONDS - start))
}

skip() {
  printf '\n== %s: SKIPPED, %s\n' "$1" "$2"
}

# have NAME TOOL: true if the tool is there, and a printed skip otherwise
have() {
  command -v "$2" > /dev/null || { skip "$1" "$2 is not installed"; return 1; }
}

# The export that README.md promises, with its arguments word for word, by the program that the tests built: a build in another
# profile, or without what the tests add, would compile nearly everything a second time. It runs beside a link to examples/, so
# that it leaves nothing in the tree.
readme_export() {
  local arguments count=0
  ln -s "$root/examples" "$scratch/examples"
  while IFS= read -r arguments; do
    (cd "$scratch" && bash -euc "\"$root/target/debug/caveat\" $arguments" < /dev/null) || return
    count=$((count + 1))
  done < <(sed -n 's/^\(\$ \)\{0,1\}cargo run --release -- \(export .*\)$/\2/p' README.md)
  if [ "$count" -eq 0 ]; then
    echo 'README.md has no line that starts with: cargo run --release -- export' >&2
    return 1
  fi
}

# Every document of an example, with the workbook inside, as a second validator of PDF/A-3a and PDF/UA-1 sees it; the first
# one runs in the tests. `PDF_VALIDATOR STANDARDS FILE...` prints a line that begins with PASS for each file and standard.
validator=${PDF_VALIDATOR:-$root/../shared/tools/verapdf/check}
pdf_standards() {
  local pdfs
  pdfs=("$scratch"/standards/*.pdf)
  "$validator" 3a,ua1 "${pdfs[@]}" > "$scratch/standards.txt" || { grep -v '^PASS' "$scratch/standards.txt"; return 1; }
  [ "$(grep -c '^PASS' "$scratch/standards.txt")" -eq $((2 * ${#pdfs[@]})) ]
}

step 'lock file' cargo tree --locked --depth 0
step format cargo fmt --check
step clippy cargo clippy --all-targets -- -D warnings
step docs env RUSTDOCFLAGS='-D warnings' cargo doc --no-deps
step tests cargo test
step readme readme_export

# the debug build is there already, from the tests
missing=
for tool in Xvfb openbox xdotool import xclip; do
  command -v "$tool" > /dev/null || missing+=" $tool"
done
if [ -n "$missing" ]; then
  skip window "not installed:$missing"
else
  step window tests/window.sh target/debug/caveat "$scratch/window"
  step 'window faults' tests/window-faults.sh target/debug/caveat "$scratch/window-faults"
fi
step faults tests/faults.sh target/debug/caveat "$scratch/faults"

if [ ! -x "$validator" ]; then
  skip 'PDF standards' "no validator at $validator"
else
  step 'pack' target/debug/caveat pack examples/claims-triage.caveat --profile full --formats pdf --out "$scratch/standards"
  if "$validator" 3a "$scratch/standards/claims-triage-changes.pdf" > "$scratch/probe.txt" 2>&1 || grep -q '^FAIL' "$scratch/probe.txt"; then
    step 'PDF standards' pdf_standards
  else
    skip 'PDF standards' "the validator does not start: $(tail -n 1 "$scratch/probe.txt")"
  fi
fi

if have licenses cargo-deny; then
  step licenses cargo deny --offline check bans licenses sources
  if [ -d "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs" ]; then
    step advisories cargo deny --offline check advisories
  else
    skip advisories 'the advisory database is not on this machine (cargo deny fetch)'
  fi
fi

linux=packaging/linux
if have 'desktop entry' desktop-file-validate; then
  step 'desktop entry' desktop-file-validate $linux/*.desktop
fi
if have metainfo appstreamcli; then
  step metainfo appstreamcli validate --no-net $linux/*.metainfo.xml
fi
if have xml xmllint; then
  step xml xmllint --noout $linux/*.xml $linux/icons/hicolor/scalable/*/*.svg assets/icon/*.svg
fi

printf '\n== all checks passed in %d s\n' "$SECONDS"
