#!/usr/bin/env bash
# clap_mangen 0.3.3 (crates.io), which makes manual pages of the commands that clap 4.6 reads.
#
# Expected: the manual page says what `--help` says, as both are drawn from one Command: "..." after what may be given more than
# once, "--" before what only comes after it.
# Seen: `--help` says "prog [OPTIONS] <FILES>... [-- <REST>...]". The page says "prog [--set] <FILES> [REST]": one file, and no
# "--"; `prog a b`, as it tells, is taken for two files and no rest. Below OPTIONS it is "<FILES>" and "[REST]" again, while an
# option with as many values has its dots there. `override_usage` with the text of `render_usage` puts the synopsis right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'END'
[package]
name = "prog"
version = "1.0.0"
edition = "2024"

[dependencies]
clap = "=4.6.9"
clap_mangen = "=0.3.3"
END
cat > src/main.rs <<'END'
use clap::{Arg, ArgAction, Command};

fn main() {
    let files = Arg::new("files").value_name("FILES").required(true).num_args(1..);
    let rest = Arg::new("rest").value_name("REST").last(true).num_args(1..);
    let set = Arg::new("set").long("set").value_name("SET").num_args(1..).action(ArgAction::Append);
    let mut command = Command::new("prog").args([files, rest, set]);
    if std::env::args().nth(1).as_deref() == Some("page") {
        return clap_mangen::Man::new(command).render(&mut std::io::stdout()).unwrap();
    }
    println!("{}", command.render_usage());
    for line in [&["prog", "a", "b"][..], &["prog", "a", "--", "b"]] {
        let read = command.clone().try_get_matches_from(line).unwrap();
        let count = |name| read.get_many::<String>(name).map_or(0, |values| values.count());
        println!("{}: {} files, {} rest", line.join(" "), count("files"), count("rest"));
    }
}
END
CARGO_TARGET_DIR="$folder/target" cargo build --quiet
# The words of the page, without its marks of bold and italic type.
page=$(target/debug/prog page | sed 's/\\f[BIR]//g; s/\\-/-/g')
found=$(target/debug/prog
    grep '^prog ' <<< "$page"
    grep '^<FILES>\|^\[REST\]\|^--set' <<< "$page")
echo "$found"
[ "$found" = "Usage: prog [OPTIONS] <FILES>... [-- <REST>...]
prog a b: 2 files, 0 rest
prog a -- b: 1 files, 1 rest
prog [--set] [-h|--help] <FILES> [REST] 
--set <SET>...
<FILES>
[REST]" ]
echo "as described"
