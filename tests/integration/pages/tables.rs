//! The tables of the pages, made from the lists that the program itself goes by.

use clap::{Arg, CommandFactory};
use inmail_sim::cli::Cli;
use inmail_sim::figures::Figure;
use inmail_sim::guide::{DOCUMENTS, Field};
use inmail_sim::report::{self, Column, Table};
use inmail_sim::scenario::document::kind::{FORMS, Form, Kind, PLAIN_FORMS};
use inmail_sim::scenario::keys::{self, Default, Key};
use inmail_sim::scenario::limits;

use super::assert_has;
use super::markdown::table;

#[test]
fn every_key_is_on_a_page() {
    assert_has("the keys of scenario files", &keys_table(keys::reference()));
    assert_has("the keys of rulebook files", &keys_table(keys::rulebook_reference()));
}

#[test]
fn every_column_is_on_a_page() {
    for file in Table::ALL {
        assert_has(&format!("the columns of {}", file.file_name()), &columns_table(file.columns()));
    }
}

#[test]
fn every_table_is_on_a_page() {
    let row = |file: Table| [code(file.file_name()), file.commands().to_owned(), file.one_row_each().to_owned()];
    assert_has("the tables", &table(["table", "written by", "one row each"], Table::ALL.map(row)));
    let of_run = Table::ALL.into_iter().filter(|file| file.commands().split(", ").any(|command| command == "run"));
    let written = report::tables_with(true, true).map(Table::file_name);
    assert_eq!(of_run.map(Table::file_name).collect::<Vec<_>>(), written.collect::<Vec<_>>());
}

#[test]
fn every_field_for_programs_is_on_a_page() {
    for document in DOCUMENTS {
        let row = |field: Field| [code(field.path), field.holds.to_owned(), field.meaning.to_owned()];
        let rows = document.fields().into_iter().map(row);
        assert_has(&format!("what {} prints", document.name), &table(["field", "holds", "meaning"], rows));
    }
}

#[test]
fn every_limit_is_on_a_page() {
    let rows = limits::all().into_iter().map(|(what, most)| [what.to_owned(), spaced(most)]);
    assert_has("the limits", &table(["of what", "at most"], rows));
}

/// A number with spaces between thousands.
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(" ")
}

#[test]
fn every_figure_is_on_a_page() {
    let row = |figure: Figure| [code(figure.name()), figure.unit("currency"), figure.meaning().to_owned()];
    assert_has("the figures", &table(["figure", "unit", "meaning"], Figure::ALL.map(row)));
}

#[test]
fn every_form_is_on_a_page() {
    let name = |kind: &Kind| match kind {
        Kind::TiedRate => "rate",
        Kind::Lift => "lift",
        Kind::Worth => "amount",
        _ => "delay",
    };
    let row = |form: &Form| {
        // What a list of delays may hold is no kind of its own to its readers, nor is a rate that cannot be tied.
        let kinds = form.kinds.iter().filter(|kind| !matches!(kind, Kind::Law | Kind::Rate));
        let kinds: Vec<&str> = kinds.map(name).collect();
        [code(form.example), kinds.join(", "), form.meaning.to_owned()]
    };
    assert_has("the forms", &table(["form", "for", "meaning"], PLAIN_FORMS.iter().chain(FORMS).map(row)));
}

#[test]
fn every_command_and_option_is_on_a_page() {
    let program = Cli::command();
    let commands: Vec<&clap::Command> = program.get_subcommands().collect();
    let rows = commands.iter().map(|command| {
        let files = command.get_positionals().map(|file| {
            let name = file.get_value_names().and_then(|names| names.first()).expect("it has a name");
            let several = file.get_num_args().is_some_and(|number| number.max_values() > 1);
            let name = format!("{name}{}", if several { "…" } else { "" });
            if file.is_required_set() { format!(" {name}") } else { format!(" [{name}]") }
        });
        let usage = format!("{}{}", command.get_name(), files.collect::<String>());
        [code(&usage), sentence(command.get_about())]
    });
    assert_has("the commands", &table(["command", "does"], rows));

    let mut options: Vec<(&Arg, Vec<&str>)> = Vec::new();
    for command in &commands {
        for option in command.get_arguments().filter(|argument| argument.get_long().is_some()) {
            match options.iter_mut().find(|(other, _)| same(other, option)) {
                Some((_, names)) => names.push(command.get_name()),
                None => options.push((option, vec![command.get_name()])),
            }
        }
    }
    let rows = options.into_iter().map(|(option, names)| {
        let all = names.len() == commands.len();
        let of = if all { "all".to_owned() } else { names.into_iter().map(code).collect::<Vec<_>>().join(", ") };
        [code(&typed(option)), of, meaning(option)]
    });
    let rows = rows.chain([[code("--color WHEN"), "all".to_owned(), color(&program)]]);
    assert_has("the options", &table(["option", "of", "meaning"], rows));
}

fn keys_table(keys: &[Key]) -> String {
    let row = |key: &Key| {
        let default = match key.default {
            Default::Required => "**required**".to_owned(),
            Default::Value(toml) => code(toml),
            Default::Otherwise(words) => words.to_owned(),
        };
        [code(key.path), kind(key.kind), default, key.unit.to_owned(), key.meaning.to_owned()]
    };
    table(["key", "what it may be", "default", "unit", "meaning"], keys.iter().map(row))
}

/// The forms of rates, lifts and delays are too many to repeat with each key.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Rate => "a [rate](#rates-lifts-and-delays)".to_owned(),
        Kind::TiedRate => "a [rate](#rates-lifts-and-delays), which may be tied".to_owned(),
        Kind::Lift => "a [lift](#rates-lifts-and-delays)".to_owned(),
        Kind::Worth => "an [amount](#rates-lifts-and-delays)".to_owned(),
        Kind::Delay => "a [delay](#rates-lifts-and-delays)".to_owned(),
        kind => kind.to_string(),
    }
}

fn columns_table(columns: Vec<Column>) -> String {
    let row = |column: Column| [code(&column.name), column.unit, column.meaning];
    table(["column", "unit", "meaning"], columns.into_iter().map(row))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn same(one: &Arg, other: &Arg) -> bool {
    one.get_long() == other.get_long() && meaning(one) == meaning(other)
}

fn help(option: &Arg) -> Option<String> {
    option.get_help().map(ToString::to_string)
}

fn typed(option: &Arg) -> String {
    let value = option.get_value_names().filter(|_| option.get_action().takes_values());
    let value = value.and_then(|names| names.first()).map(|name| format!(" {name}")).unwrap_or_default();
    format!("--{}{value}", option.get_long().unwrap_or_default())
}

/// The help of an option, with what it may be and what it is if it is left out.
fn meaning(option: &Arg) -> String {
    let words: Vec<String> = option.get_possible_values().iter().map(|value| code(value.get_name())).collect();
    let words = if option.get_action().takes_values() && !words.is_empty() {
        format!(": {}", words.join(", "))
    } else {
        String::new()
    };
    let default: Vec<String> = option.get_default_values().iter().map(|value| code(&value.to_string_lossy())).collect();
    let default = match default.first() {
        Some(value) if option.get_action().takes_values() => format!(" (default {value})"),
        _ => String::new(),
    };
    format!("{}{words}{default}", help(option).unwrap_or_default())
}

fn color(program: &clap::Command) -> String {
    program.get_arguments().find(|argument| argument.get_long() == Some("color")).map(meaning).unwrap_or_default()
}

fn sentence(about: Option<&clap::builder::StyledStr>) -> String {
    about.map(ToString::to_string).unwrap_or_default()
}
