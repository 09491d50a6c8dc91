#!/usr/bin/env bash
# Saving under faults, on the real binary: every system call of a save failed in turn, the process killed at random moments,
# full and closed disks, links, and no network.
#   tests/faults.sh [BINARY] [FOLDER] [ROUNDS]
# BINARY is target/debug/caveat unless named; FOLDER, for what is looked into after a failure, a new one; ROUNDS, how many times
# the process is killed, 200. What holds after each fault: the file has the old content or the new one, byte for byte; where the
# program said that it saved, the new one; where it did not, it said why and what to do; and a later save leaves nothing beside.
# Needs strace for the calls and for the network, root for mounts and for being somebody else; what cannot be done is named.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=$(realpath "${1:-$root/target/debug/caveat}")
out=${2:-$(mktemp -d)}
rounds=${3:-200}
mkdir -p "$out"
out=$(realpath "$out")
scratch=$(mktemp -d)
failures=0
mounted=

cleanup() {
  [ -z "$mounted" ] || umount "$mounted"
  rm -rf "$scratch"
}
trap cleanup EXIT
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_STATE_HOME=$scratch/state LC_ALL=C.UTF-8
mkdir -p "$HOME" "$scratch/work"
chmod 755 "$scratch"
cd "$scratch/work" || exit 1

fail() {
  failures=$((failures + 1))
  echo "FAILED: $1"
  [ "$failures" -lt 40 ] || { echo 'and more; stopped'; exit 1; }
}

ok() { [ "$failures" -gt "$1" ] || echo "ok: $2, $((SECONDS - begun)) s"; }
skip() { echo "SKIPPED: $1"; }
begin() { begun=$SECONDS before=$failures; }

# What a save may leave beside a file while it goes on, and nothing else may be called so.
strays() { find "${1:-.}" -name '*.caveat-tmp-*' -o -name '*.caveat-backup-*'; }

# same FILE FILE...: whether the first is, byte for byte, one of the others
same() {
  local file=$1 other
  shift
  for other in "$@"; do cmp -s "$file" "$other" && return; done
  return 1
}

# explained CODE: whether a command that failed ended as one that knows why, and said so: with a hint, where a person can do
# something; that it could not speak; or that a look at what it wrote, after it, found something else
explained() {
  [ "$1" -eq 1 ] || return
  grep -q '^hint: ' "$out/said" && grep -q '^error: ' "$out/said" ||
    grep -q '^error: cannot write to standard output' "$out/said" ||
    grep -Eq '^warning: .* is not (as it was made|there)$' "$out/said"
}

"$binary" new old.caveat --template agent --product Before > /dev/null || exit 1
"$binary" fmt old.caveat > /dev/null
cp old.caveat new.caveat
"$binary" set new.caveat about.product After > /dev/null || exit 1

# --- every system call of a save, failed in turn ---

# Prints "NAME N" for each call from the first that makes a file on: the Nth of its name in its thread, which is how strace counts.
# Closing a folder is left out: it cannot fail, and the standard library relies on that.
calls_of_save() {
  awk '
    match($2, /^[a-z_0-9]+\(/) {
      name = substr($2, 1, RLENGTH - 1)
      count = ++counts[$1, name]
      if (/O_EXCL/ || (name == "mkdir" && /caveat-tmp/)) saving = 1
      if (name == "openat") is_folder[$NF] = /O_DIRECTORY/
      if (name == "close" && match($0, /close\([0-9]+/) && is_folder[substr($0, RSTART + 6, RLENGTH - 6)]) next
      if (saving && !seen[name, count]++) print name, count
    }' "$1"
}

# The faults that a call can have: an error, or a result that lies.
faults_of() {
  case $1 in
    openat) echo error={ENOSPC,EIO,EROFS,EACCES,EINTR} ;;
    write) echo error={ENOSPC,EIO,EINTR} retval={0,1} ;;
    read) echo error={EIO,EINTR} retval=0 ;;
    fsync) echo error={EIO,ENOSPC,EINTR} ;;
    rename) echo error={ENOSPC,EIO,EROFS,EACCES,EXDEV,EINTR} ;;
    mkdir) echo error={ENOSPC,EIO,EROFS,EACCES} ;;
    fchmod | fchown) echo error={EPERM,EROFS,EIO} ;;
    ftruncate) echo error={EIO,EINTR} ;;
    unlink | close) echo error={EIO,EINTR} ;;
    lseek | statx | newfstatat | getdents64) echo error=EIO ;;
  esac
}

# fails_well WHAT TARGET OLD NEW COMMAND...: gives TARGET the content OLD, fails each call of COMMAND in turn, and looks.
# OLD may be missing: then TARGET is absent, or NEW. Every fault of each call; in the quick form of a pack, one of them in turn.
fails_well() {
  local what=$1 target=$2 old=$3 new=$4 name number fault faults code cases=0 turn=0
  shift 4
  place() { rm -rf "$target"; [ ! -e "$old" ] || cp -r "$old" "$target"; }
  begin
  place
  strace -f -qq -o "$scratch/trace" "$@" > /dev/null 2> "$out/said" || { fail "$what: without a fault"; return; }
  strays | xargs -r rm -rf
  while read -r name number; do
    read -ra faults <<< "$(faults_of "$name")"
    if [ "$quick" = 1 ] && [ ${#faults[@]} -gt 0 ]; then faults=("${faults[turn++ % ${#faults[@]}]}"); fi
    for fault in ${faults[@]+"${faults[@]}"}; do
      cases=$((cases + 1))
      place
      strace -f -qq -o /dev/null -e trace="$name" -e inject="$name:$fault:when=$number" "$@" > /dev/null 2> "$out/said"
      code=$?
      judge "$what: $name $number with $fault" "$code" "$@"
    done
  done < <(calls_of_save "$scratch/trace")
  [ "$cases" -gt 20 ] || fail "$what: only $cases faults"
  ok "$before" "$what: $cases faults, each leaves the old or the new"
}

# Looks at `target` after a command that ended with a code; then a save without a fault has to work, and to clean up.
judge() {
  local what=$1 code=$2
  shift 2
  if [ "$code" -eq 0 ]; then
    equal "$target" "$new" || fail "$what: said it was saved, and it was not"
  elif equal "$target" "$new" || equal "$target" "$old"; then
    explained "$code" || fail "$what: ended with $code, and said: $(head -c 300 "$out/said")"
  else
    cp -r "$target" "$out/damaged-$failures" 2> /dev/null
    fail "$what: neither the old nor the new"
  fi
  [ -n "$(strays)" ] || return
  # the call that tidies up was the one that failed: a good save does it an hour later
  strays | xargs -r touch -d '2 hours ago'
  place
  "$@" > /dev/null 2> "$out/said" && equal "$target" "$new" || fail "$what: a save without a fault, afterwards"
  [ -z "$(strays)" ] || fail "$what: left $(strays)"
  strays | xargs -r rm -rf
}

equal() {
  if [ ! -e "$1" ] || [ ! -e "$2" ]; then [ ! -e "$1" ] && [ ! -e "$2" ]; else diff -rq "$1" "$2" > /dev/null; fi
}

every_call() {
  local quick=0
  local pack=(pack new.caveat --documents unknowns --formats md)
  { cat old.caveat; echo; echo; } > loose.caveat
  fails_well 'caveat set' a.caveat old.caveat new.caveat "$binary" set a.caveat about.product After
  fails_well 'caveat fmt' a.caveat loose.caveat old.caveat "$binary" fmt a.caveat
  [ "$rounds" -ge 1000 ] || quick=1
  "$binary" "${pack[@]}" --out new.zip > /dev/null || fail 'caveat pack'
  "$binary" "${pack[@]}" --out new-pack > /dev/null || fail 'caveat pack'
  "$binary" pack old.caveat --documents model-card --formats md --out old-pack > /dev/null || fail 'caveat pack'
  fails_well 'caveat pack into a ZIP' a.zip none new.zip "$binary" "${pack[@]}" --out a.zip
  [ "$quick" = 1 ] || fails_well 'caveat pack into a folder' a-pack none new-pack "$binary" "${pack[@]}" --out a-pack
  fails_well 'caveat pack over a pack' a-pack old-pack new-pack "$binary" "${pack[@]}" --out a-pack
}

# --- killed at random moments ---

# killed_well ROUNDS HOW: saves again and again, and kills the process while it does. HOW is "replaced" or "in place": a file
# with a second name is written where it lies, and has a backup meanwhile.
killed_well() {
  local count=$1 how=$2 round last=Before code pid done=0 broken=0 left pause start
  local file=$scratch/kill/killed.caveat
  mkdir -p "$scratch/kill"
  cp old.caveat "$file"
  [ "$how" = replaced ] || ln "$file" "$scratch/kill/second-name.caveat"
  begin
  start=${EPOCHREALTIME/[.,]/}
  "$binary" set "$file" about.product Before > /dev/null 2>&1
  pause=$((${EPOCHREALTIME/[.,]/} - start)) # microseconds
  for ((round = 1; round <= count; round++)); do
    "$binary" set "$file" about.product "Round $round" > /dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%06d' $((pause * (70 + RANDOM % 51) / 100)))"
    kill -9 "$pid" 2> /dev/null
    wait "$pid" 2> /dev/null
    code=$?
    sed "s/product: \"Before\"/product: \"$last\"/" old.caveat > "$scratch/last"
    sed "s/product: \"Before\"/product: \"Round $round\"/" old.caveat > "$scratch/next"
    # about half of them end before they are killed, so that most of the kills fall where the file is being written
    if [ "$code" -eq 0 ]; then pause=$((pause * 97 / 100)); else pause=$((pause * 103 / 100)); fi
    if [ "$code" -eq 0 ]; then
      done=$((done + 1))
      cmp -s "$file" "$scratch/next" || { fail "killed, $how, round $round: a save that was acknowledged is lost"; break; }
    fi
    if cmp -s "$file" "$scratch/next"; then
      last="Round $round"
    elif ! cmp -s "$file" "$scratch/last"; then
      broken=$((broken + 1))
      if [ "$how" = replaced ] || ! whole_backup; then
        cp "$file" "$out/killed.caveat"
        fail "killed, $how, round $round: neither the old nor the new"
        break
      fi
      cat "$scratch/last" > "$file"
    fi
    [ "$how" = replaced ] || rm -f "$scratch"/kill/*.caveat-backup-*
  done
  # what a killed save left is swept by a save an hour later, and by none before: it could be going on in another window
  left=$(strays "$scratch/kill" | wc -l)
  find "$scratch/kill" -name '*.caveat-tmp-*' -exec touch -d '2 hours ago' {} +
  "$binary" set "$file" about.product Last > /dev/null 2>&1 && [ "$("$binary" show "$file" | head -n 1)" = Last ] ||
    fail "killed, $how: the file cannot be read afterwards"
  [ -z "$(strays "$scratch/kill")" ] || fail "killed, $how: left $(strays "$scratch/kill")"
  rm -rf "$scratch/kill"
  ok "$before" "killed $count times while a file is $how: $done saves acknowledged, none lost; $left left a file that was swept; $broken needed the backup"
}

# Whether a backup beside holds the last content, whole.
whole_backup() {
  local backup
  for backup in "$scratch"/kill/*.caveat-backup-*; do
    cmp -s "$backup" "$scratch/last" && return
  done
  return 1
}

# --- disks and files that stand in the way ---

# refused WHAT COMMAND...: ends with a word about it, and leaves nothing beside
refused() {
  local what=$1 code
  shift
  "$@" > /dev/null 2> "$out/said"
  code=$?
  explained "$code" || fail "$what: ended with $code, and said: $(head -c 300 "$out/said")"
  [ -z "$(strays "$scratch/disk" 2> /dev/null)" ] || fail "$what: left $(strays "$scratch/disk")"
}

links() {
  begin
  mkdir -p far
  cp old.caveat far/real.caveat
  ln -sfn far/real.caveat middle.caveat
  ln -sfn middle.caveat link.caveat
  "$binary" set link.caveat about.product After > /dev/null || fail 'a link: the save'
  [ -L link.caveat ] && [ -L middle.caveat ] && same far/real.caveat new.caveat || fail 'a link: it and the file behind it'
  cp old.caveat one.caveat
  ln -f one.caveat two.caveat
  "$binary" set one.caveat about.product After > /dev/null 2>&1 || fail 'hard links: the save'
  [ one.caveat -ef two.caveat ] && same two.caveat new.caveat || fail 'hard links: both names and the content'
  cp old.caveat mode.caveat
  chmod 640 mode.caveat
  "$binary" set mode.caveat about.product After > /dev/null || fail 'the mode: the save'
  [ "$(stat -c %a mode.caveat)" = 640 ] || fail 'the mode is kept'
  [ -z "$(strays)" ] || fail "links: left $(strays)"
  ok "$before" 'links, further names and modes are kept'
}

disks() {
  begin
  mkdir -p "$scratch/disk"
  mount -t tmpfs -o size=1m tmpfs "$scratch/disk" 2> /dev/null || { skip 'full and read-only disks: no mount here'; return; }
  mounted=$scratch/disk
  cp old.caveat "$scratch/disk/a.caveat"
  ln -sfn "$scratch/disk/a.caveat" elsewhere.caveat
  "$binary" set elsewhere.caveat about.product After > /dev/null || fail 'a link to another disk: the save'
  [ -L elsewhere.caveat ] && same "$scratch/disk/a.caveat" new.caveat || fail 'a link to another disk: it and the file behind it'
  cp old.caveat "$scratch/disk/a.caveat"
  dd if=/dev/zero of="$scratch/disk/filling" bs=4096 2> /dev/null
  refused 'a full disk, set' "$binary" set "$scratch/disk/a.caveat" about.product After
  grep -qi 'full\|space' "$out/said" || fail "a full disk is not called so: $(cat "$out/said")"
  refused 'a full disk, pack' "$binary" pack old.caveat --out "$scratch/disk/pack.zip"
  refused 'a full disk, pack into a folder' "$binary" pack old.caveat --out "$scratch/disk/pack"
  refused 'a full disk, export' "$binary" export old.caveat --out "$scratch/disk/documents"
  same "$scratch/disk/a.caveat" old.caveat || fail 'a full disk: the old content'
  [ "$(ls -A "$scratch/disk")" = $'a.caveat\nfilling' ] || fail "a full disk: left $(ls -A "$scratch/disk")"
  mount -o remount,ro "$scratch/disk"
  refused 'a read-only disk, set' "$binary" set "$scratch/disk/a.caveat" about.product After
  refused 'a read-only disk, pack' "$binary" pack old.caveat --out "$scratch/disk/pack"
  same "$scratch/disk/a.caveat" old.caveat || fail 'a read-only disk: the old content'
  mount -o remount,rw "$scratch/disk"
  rm "$scratch/disk/filling"
  "$binary" set "$scratch/disk/a.caveat" about.product After > /dev/null || fail 'a disk that is free again: the save'
  umount "$scratch/disk" && mounted=
  ok "$before" 'full and read-only disks are told, and leave the old'
}

# The same as somebody who may not do everything.
folders() {
  begin
  local nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  cp "$binary" "$scratch/caveat" && chmod 755 "$scratch/caveat"
  "${nobody[@]}" "$scratch/caveat" --version > /dev/null 2>&1 || { skip 'closed folders: nobody else to be'; return; }
  mkdir -p closed
  cp old.caveat closed/a.caveat
  cp old.caveat closed/locked.caveat
  chown 65534:65534 closed/*
  chmod 444 closed/locked.caveat
  chmod 555 closed
  refused 'a read-only file, set' "${nobody[@]}" "$scratch/caveat" set closed/locked.caveat about.product After
  same closed/locked.caveat old.caveat || fail 'a read-only file: the old content'
  "${nobody[@]}" "$scratch/caveat" set closed/a.caveat about.product After > /dev/null 2> "$out/said"
  case $? in
    0) same closed/a.caveat new.caveat || fail 'a closed folder: said it was saved, and it was not' ;;
    *) same closed/a.caveat old.caveat && explained 1 || fail "a closed folder: $(cat "$out/said")" ;;
  esac
  refused 'a closed folder, pack' "${nobody[@]}" "$scratch/caveat" pack old.caveat --out closed/pack
  [ "$(ls -A closed)" = $'a.caveat\nlocked.caveat' ] || fail "a closed folder: left $(ls -A closed)"
  chmod 755 closed
  ok "$before" 'closed folders and read-only files are told, and leave the old'
}

# --- no network ---

# offline COMMAND...: asks the system for no connection at all; the window, which needs its display, is in tests/window-faults.sh
offline() {
  strace -f -qq -o "$scratch/net" -e trace=%network "$binary" "$@" > /dev/null 2>&1
  [ ! -s "$scratch/net" ] || fail "caveat $1 asked for a connection: $(head -n 3 "$scratch/net")"
}

no_network() {
  begin
  cp "$root/examples/claims-triage.caveat" n.caveat
  offline check n.caveat
  offline export n.caveat --out documents
  offline pack n.caveat --profile executive --out n.zip
  offline verify n.zip
  offline set n.caveat about.product 'See https://example.org/'
  offline pack n.caveat --profile full --documents risk-memo --formats pdf --out n-pack
  offline open n-pack/n-risk-memo.pdf --out carried.caveat
  [ -s carried.caveat ] || fail 'the commands under strace do their work'
  ok "$before" 'check, export, pack, verify, set and open ask for no connection'
}

RANDOM=7
have_strace=
strace -qq -o /dev/null -e inject=write:error=EIO:when=1 true 2> /dev/null && have_strace=1
if [ -n "$have_strace" ]; then every_call; else skip 'every system call of a save failed: no strace that may inject'; fi
killed_well "$rounds" replaced
killed_well $((rounds / 4)) 'in place'
links
if [ "$(id -u)" -eq 0 ]; then disks; else skip 'full and read-only disks: not root'; fi
if [ "$(id -u)" -eq 0 ]; then folders; else skip 'closed folders: not root'; fi
if [ -n "$have_strace" ]; then no_network; else skip 'no network: no strace'; fi

if [ "$failures" -gt 0 ]; then
  echo "$failures failed; see $out" >&2
  exit 1
fi
echo "all holds, in $SECONDS s"
