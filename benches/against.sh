#!/usr/bin/env bash
# Plays examples with the program of an older commit and with that of today, turn by turn on one thread, and prints how many
# times as fast today's is: user seconds, the median of so many pairs, and the middle half of their ratios.
#
#   benches/against.sh COMMIT [PAIRS] [FILE ...]
#
# Both are built from scratch in a temporary folder unless OLD and NEW name programs that are built already.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:?which commit?}
pairs=${2:-9}
shift "$(($# < 2 ? $# : 2))"
files=("$@")
((${#files[@]})) || files=(benches/*.toml scenarios/*.toml)
work=$(mktemp -d)
trap 'git worktree prune; rm -rf "$work"' EXIT
if [[ -z ${OLD:-} ]]; then
    git worktree add --quiet --detach "$work/tree" "$commit"
    cargo build --quiet --release --manifest-path "$work/tree/Cargo.toml" --target-dir "$work/old"
    OLD=$work/old/release/inmail-sim
    git worktree remove --force "$work/tree"
fi
if [[ -z ${NEW:-} ]]; then
    cargo build --quiet --release --target-dir "$work/new"
    NEW=$work/new/release/inmail-sim
fi

# User seconds of a run.
seconds() {
    local TIMEFORMAT=%U
    { time "$1" run "$2" --no-charts --threads 1 --quiet --out "$work/out" >/dev/null 2>&1; } 2>&1
}

printf '%-44s %8s %8s %7s  %s\n' file old new ratio 'middle half'
for file in "${files[@]}"; do
    for ((pair = 0; pair < pairs; pair++)); do
        printf '%s %s\n' "$(seconds "$OLD" "$file")" "$(seconds "$NEW" "$file")"
    done | awk -v file="$file" '
        function sorted(from, to,    i, j, held) {
            for (i = 1; i <= NR; i++) to[i] = from[i]
            for (i = 2; i <= NR; i++)
                for (j = i; j > 1 && to[j] < to[j - 1]; j--) { held = to[j]; to[j] = to[j - 1]; to[j - 1] = held }
        }
        function at(list, share) { return list[int(1 + share * (NR - 1) + 0.5)] }
        { old[NR] = $1; new[NR] = $2; ratio[NR] = $1 / ($2 > 0 ? $2 : 0.001) }
        END {
            sorted(old, a); sorted(new, b); sorted(ratio, c)
            printf "%-44s %8.3f %8.3f %7.2f  %.2f to %.2f\n", file, at(a, .5), at(b, .5), at(c, .5), at(c, .25), at(c, .75)
        }'
done
