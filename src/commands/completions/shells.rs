//! What each shell asks by, and how it is answered: no character of a name may mean anything to it.

use clap_complete::engine::CompletionCandidate;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Zsh};

use super::super::Printer;
use super::words::{Dialect, Quote, Word};
use super::{Failure, PROGRAM, VARIABLE};
use crate::cli::Shell;

/// The variable in which PowerShell hands over the line: an argument with quotes would not arrive as it is.
pub(super) const LINE: &str = "INMAIL_SIM_LINE";

/// Bash puts in what it is answered as it stands, so that the answers are quoted for the place where they go.
const BASH: &str = r#"_inmail_sim() {
    local candidate
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
    done < <(INMAIL_SIM_COMPLETE=bash inmail-sim -- "${COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null)
    # After these signs the word goes on.
    if [[ "${COMPREPLY-}" == *[=/:] ]]; then
        compopt -o nospace 2> /dev/null
    fi
}
complete -o bashdefault -o nosort -F _inmail_sim inmail-sim 2> /dev/null ||
    complete -o bashdefault -o nospace -F _inmail_sim inmail-sim
"#;

/// What was typed is handed over and never run.
const POWER_SHELL: &str = r#"Register-ArgumentCompleter -Native -CommandName 'inmail-sim' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $line = $commandAst.Extent.Text
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $line.PadRight($length).Substring(0, $length)
    $env:INMAIL_SIM_COMPLETE = 'powershell'
    $env:INMAIL_SIM_LINE = $line
    try {
        $answers = & 'inmail-sim'
    }
    finally {
        Remove-Item 'Env:\INMAIL_SIM_COMPLETE', 'Env:\INMAIL_SIM_LINE'
    }
    $answers | ForEach-Object {
        $text, $shown, $help = $_ -split "`t", 3
        [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $help)
    }
}
"#;

/// The script by which a shell asks.
pub(super) fn print_script(shell: Shell, printer: &mut Printer) -> Result<(), Failure> {
    let of = |shell: &dyn EnvCompleter| {
        let mut script = Vec::new();
        shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
        Ok::<_, Failure>(String::from_utf8_lossy(&script).into_owned())
    };
    let script = match shell {
        Shell::Bash => BASH.to_owned(),
        Shell::Zsh => of(&Zsh)?,
        Shell::Fish => of(&Fish)?,
        Shell::PowerShell => POWER_SHELL.to_owned(),
        Shell::Elvish => of(&Elvish)?,
    };
    printer.data(&script)
}

/// What a shell asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    shell: Shell,
    /// The words as the program would be told them, up to the one that is completed.
    pub(super) words: Vec<String>,
    /// What is left of the last word when an answer is put in.
    kept: Word,
}

impl Asked {
    /// What a shell asks by these arguments: those behind `--`. `line` is what [`LINE`] holds, `index` the place of the word
    /// that is completed. Nothing if only the shell knows what that word is.
    pub(super) fn new(shell: Shell, arguments: &[String], line: &str, index: Option<usize>) -> Option<Asked> {
        let plain = |words: Vec<String>| Some(Asked { shell, words, kept: Word::default() });
        match shell {
            Shell::Bash => {
                // The line up to the cursor, and the end of it that an answer takes the place of.
                let [line, replaced] = arguments else { return None };
                let words = Dialect::Posix.words(line);
                let last = words.last().filter(|last| !last.is_open_to_change)?;
                let kept = Dialect::Posix.words(line[last.start..].strip_suffix(replaced.as_str())?).pop()?;
                let words = words.iter().map(|word| word.value.clone()).collect();
                Some(Asked { shell, words, kept })
            }
            // The whole word is replaced, quotes and all.
            Shell::PowerShell => {
                let words = Dialect::PowerShell.words(line);
                words.last().filter(|last| !last.is_open_to_change)?;
                plain(words.into_iter().map(|word| word.value).collect())
            }
            // Zsh, fish and elvish quote what they put in themselves. The first two hand over what was typed, quotes included.
            Shell::Zsh => {
                let mut words: Vec<String> = arguments.iter().map(|word| Dialect::Posix.value(word)).collect();
                words.resize(index? + 1, String::new());
                plain(words)
            }
            Shell::Fish => {
                let (last, before) = arguments.split_last()?;
                plain(before.iter().cloned().chain([Dialect::Fish.value(last)]).collect())
            }
            Shell::Elvish => plain(arguments.to_vec()),
        }
    }

    /// The answer: a line for each candidate. Those with characters that cannot be seen are left out.
    pub(super) fn answer(&self, candidates: &[CompletionCandidate]) -> String {
        let lines = candidates.iter().filter_map(|candidate| {
            let value = candidate.get_value().to_str().filter(|value| !value.contains(char::is_control))?;
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            let help: String = help.lines().next().unwrap_or_default().replace(char::is_control, " ");
            Some(match self.shell {
                Shell::Bash => for_bash(value.strip_prefix(&self.kept.value)?, &self.kept),
                Shell::Zsh => {
                    let value = value.replace('\\', "\\\\").replace(':', "\\:");
                    if help.is_empty() { value } else { format!("{value}:{}", help.replace('\\', "\\\\")) }
                }
                Shell::Fish if help.is_empty() => value.to_owned(),
                Shell::Fish => format!("{value}\t{help}"),
                Shell::PowerShell => {
                    let help = if help.is_empty() { value } else { &help };
                    format!("{}\t{value}\t{help}", for_power_shell(value))
                }
                Shell::Elvish => value.to_owned(),
            })
        });
        lines.map(|line| line + "\n").collect()
    }
}

/// Does a character stand for itself in every shell?
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-./:=+%".contains(c)
}

/// The rest of a word as Bash reads it behind what is kept of the word.
fn for_bash(rest: &str, kept: &Word) -> String {
    let quoted = rest.chars().map(|c| match kept.open {
        None if is_plain(c) => c.to_string(),
        None => format!("\\{c}"),
        Some(Quote::Single) if c == '\'' => "'\\''".to_owned(),
        Some(Quote::Double) if "\"\\$`".contains(c) => format!("\\{c}"),
        // It would call up an earlier line, and a backslash would stay.
        Some(Quote::Double) if c == '!' => "\"'!'\"".to_owned(),
        Some(_) => c.to_string(),
    });
    let mut quoted: String = quoted.collect();
    let quote = match kept.open {
        None => return quoted,
        Some(Quote::Single) => '\'',
        Some(Quote::Double) => '"',
    };
    // Bash closes the quote, unless the word ends as if that were done, and what begins with a quote takes the place of the
    // opening one.
    if quoted.is_empty() || quoted.ends_with(quote) {
        quoted.push(quote);
    }
    if quoted.starts_with(quote) {
        quoted.insert(0, quote);
    }
    quoted
}

/// A text as PowerShell reads it, to which an option ends at a dot or colon.
fn for_power_shell(text: &str) -> String {
    let is_cut = text.starts_with('-') && text.contains(['.', ':']);
    if text.chars().all(is_plain) && !is_cut {
        return text.to_owned();
    }
    let is_quote = |c: char| Dialect::PowerShell.quote(c) == Some(Quote::Single);
    let doubled = text.chars().flat_map(|c| std::iter::repeat_n(c, if is_quote(c) { 2 } else { 1 }));
    format!("'{}'", doubled.collect::<String>())
}
