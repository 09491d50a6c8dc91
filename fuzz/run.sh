#!/usr/bin/env bash
# Fuzzes every reader in turn with libFuzzer, beginning with the seeds, and prints what each run reached.
#   fuzz/run.sh [SECONDS] [TARGET...]
# SECONDS is 60 for each target unless named. What is found lies in fuzz/artifacts; the inputs that were grown, in fuzz/corpus.
# Needs cargo-fuzz. The stable compiler is told to take the unstable flags of the sanitizer, so no other one is needed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export RUSTC_BOOTSTRAP=1
seconds=${1:-60}
if [ $# -gt 1 ]; then targets=("${@:2}"); else mapfile -t targets < <(basename -s .rs fuzz_targets/*.rs); fi
cargo fuzz build
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target"
  printf '== %s\n' "$target"
  cargo fuzz run "$target" "corpus/$target" "seeds/$target" -- -max_total_time="$seconds" -timeout=30 -rss_limit_mb=4096 \
    -print_final_stats=1 -verbosity=0 2>&1 | grep -E '^(==|stat::|SUMMARY|thread|assert|panicked)|ERROR|Done' || true
  [ -z "$(ls -A "artifacts/$target" 2> /dev/null)" ] || { echo "fuzz/artifacts/$target holds what broke it" >&2; exit 1; }
done
