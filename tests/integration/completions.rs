//! The scripts by which shells ask this program, in a real Bash: whatever names a file has, they arrive as they are.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use crate::program::{Program, SMALL};

/// Names of what-ifs that hold, each, characters that mean something to some shell.
const NAMES: [&str; 34] = [
    "plain",
    "with blanks",
    "it's mine",
    "say \"so\"",
    "a (and better) one",
    "five $ a letter",
    "tick ` tock",
    "wow! great",
    "a;b",
    "a&b",
    "a|b",
    "<less>",
    "star*",
    "what?",
    "[one]",
    "{a,b}",
    "~home",
    "#first",
    "back\\slash",
    "a:b",
    "a=b",
    "per%cent",
    "x^y",
    "ends with '",
    "ends with \"",
    "ends with \\",
    "ends with !",
    "é à ü",
    "- dash",
    "@at",
    "100,5 €",
    "'",
    "\"",
    "!",
];

/// A scenario with a what-if of each name.
fn scenario() -> Program {
    let what_if = |name: &&str| {
        let name = toml::Value::from(*name);
        format!("[[what_if]]\nname = {name}\nsegment.prospects.per_week = 20\n")
    };
    let what_ifs: String = NAMES.iter().map(what_if).collect();
    Program::new().file("a.toml", format!("plans = [\"recruiter-lite\"]\n{SMALL}\n{what_ifs}"))
}

/// The shortest beginning that no other name has.
fn beginning(name: &str) -> String {
    let is_alone = |begin: &str| NAMES.iter().chain(&["base"]).filter(|other| other.starts_with(begin)).count() == 1;
    let begins = name.char_indices().map(|(at, c)| &name[..at + c.len_utf8()]);
    begins.filter(|begin| is_alone(begin)).map(str::to_owned).next().unwrap_or_else(|| name.to_owned())
}

/// What a command is told when these lines are typed into a Bash that completes for it, each its arguments between `<` and `>`.
fn told(program: &Program, lines: &[String]) -> Vec<String> {
    let binary = assert_cmd::cargo::cargo_bin!("inmail-sim");
    fs::create_dir_all(program.path("bin")).expect("folders can be made");
    symlink(binary, program.path("bin/inmail-sim")).expect("links can be made");
    let mut bash = Command::new("bash");
    bash.args(["--norc", "--noprofile", "-i"]).current_dir(program.path("")).env_clear().env("LC_ALL", "C.UTF-8");
    bash.env("PATH", format!("{}:/usr/bin:/bin", program.path("bin").display())).env("TERM", "dumb");
    let mut bash =
        bash.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is Bash");
    let begin = "source <(inmail-sim completions bash)\nshown() { printf '<%s>' \"$@\"; echo; }\n\
                 complete -o bashdefault -o nosort -F _inmail_sim shown\n";
    let typed: String = lines.iter().map(|line| format!("shown {line}\n")).collect();
    let mut keys = bash.stdin.take().expect("it is piped");
    keys.write_all(format!("{begin}{typed}exit\n").as_bytes()).expect("Bash listens");
    drop(keys);
    let output = bash.wait_with_output().expect("it ends");
    let printed = String::from_utf8(output.stdout).expect("it is UTF-8");
    printed.lines().filter(|line| line.starts_with('<')).map(str::to_owned).collect()
}

#[test]
fn every_name_arrives_as_it_is_however_it_was_begun() {
    let (mut lines, mut expected) = (Vec::new(), Vec::new());
    for name in NAMES.into_iter().filter(|name| beginning(name) != *name || name.chars().count() == 1) {
        let begin = beginning(name);
        let bare: String =
            begin.chars().map(|c| if c.is_alphanumeric() { c.to_string() } else { format!("\\{c}") }).collect();
        let double: String =
            begin.chars().map(|c| if "\"\\$`".contains(c) { format!("\\{c}") } else { c.to_string() }).collect();
        let mut typed = vec![bare, format!("'{}", begin.replace('\'', "'\\''"))];
        // Bash does not let one type it in such quotes.
        typed.extend((!begin.contains('!')).then(|| format!("\"{double}")));
        for typed in typed {
            lines.push(format!("check a.toml --what-if {typed}\t"));
            expected.push(format!("<check><a.toml><--what-if><{name}>"));
        }
    }
    assert_eq!(told(&scenario(), &lines), expected);
}

#[test]
fn files_and_values_behind_an_equals_sign_are_completed_as_well() {
    let program = scenario().file("sub folder/it's (mine).toml", "");
    let lines = [
        "check sub\t".to_owned(),
        "check sub\\ folder/\t".to_owned(),
        "check 'sub folder/it\t".to_owned(),
        "check a.toml --set touch.inmail.channel=in\t".to_owned(),
        "check 'a.toml' --what-if pl\t".to_owned(),
        "check a.toml --what-if=a\\:\t".to_owned(),
        // What only Bash can work out is left to Bash.
        "check a.toml --what-if $nothing\"pl\t\"".to_owned(),
    ];
    assert_eq!(
        told(&program, &lines),
        [
            "<check><sub folder/>",
            "<check><sub folder/it's (mine).toml>",
            "<check><sub folder/it's (mine).toml>",
            "<check><a.toml><--set><touch.inmail.channel=inmail>",
            "<check><a.toml><--what-if><plain>",
            "<check><a.toml><--what-if=a:b>",
            "<check><a.toml><--what-if><pl>",
        ]
    );
}
