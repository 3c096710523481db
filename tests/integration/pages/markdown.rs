//! As much of Markdown as the pages need: blocks of code, headings, links, and tables.

/// A block of code.
pub(super) struct Block {
    /// What it is written in, such as `toml`.
    pub(super) language: String,
    /// What else stands on its first line, such as `scenario=smallest.toml`.
    pub(super) mark: Option<String>,
    /// What it holds, each line with its end.
    pub(super) text: String,
}

/// The blocks of code, in order.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), blocks.last_mut()) {
            (Some(_), _) if inside => inside = false,
            (Some(first), _) => {
                let (language, mark) = first.split_once(' ').map_or((first, None), |(word, rest)| (word, Some(rest)));
                let (language, mark) = (language.to_owned(), mark.map(str::to_owned));
                blocks.push(Block { language, mark, text: String::new() });
                inside = true;
            }
            (None, Some(block)) if inside => block.text.extend([line, "\n"]),
            _ => {}
        }
    }
    assert!(!inside, "a block of code has no end");
    blocks
}

/// What is left without the blocks of code.
pub(super) fn prose(markdown: &str) -> String {
    markdown.split("```").step_by(2).collect()
}

/// Where the links and pictures point.
pub(super) fn targets(markdown: &str) -> Vec<String> {
    let prose = prose(markdown);
    let after = prose.split("](").skip(1);
    after.filter_map(|rest| rest.split_once(')').map(|(target, _)| target.to_owned())).collect()
}

/// The names by which links reach the headings.
pub(super) fn anchors(markdown: &str) -> Vec<String> {
    let prose = prose(markdown);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

/// The name by which links reach a heading.
pub(super) fn anchor(heading: &str) -> String {
    let kept = |char: &char| char.is_alphanumeric() || [' ', '-', '_'].contains(char);
    heading.to_lowercase().chars().filter(kept).map(|char| if char == ' ' { '-' } else { char }).collect()
}

/// A table with these headings and rows.
pub(super) fn table<const N: usize>(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    let mut text = line(headings.map(str::to_owned));
    text.push_str(&format!("|{}\n", "---|".repeat(N)));
    rows.into_iter().for_each(|row| text.push_str(&line(row)));
    text
}

/// The rows of the table with these headings.
pub(super) fn rows(markdown: &str, headings: &str) -> Vec<Vec<String>> {
    let (_, table) = markdown.split_once(headings).unwrap_or_else(|| panic!("there is no table {headings}"));
    let lines = table.trim_start().lines().skip(1).take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands between backticks.
pub(super) fn code(cell: &str) -> &str {
    cell.trim_matches('`')
}
