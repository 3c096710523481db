//! Forms of TOML that other programs refuse.

use super::Review;
use crate::scenario::document::newer::newer;
use crate::scenario::document::source::{Mark, Role};
use crate::scenario::warning::WarningKind;

/// Of each file that people edit the first such form: whoever mends one sees the next.
pub(super) fn review(review: &mut Review<'_>) {
    for (source, file) in review.ctx.sources().into_iter().enumerate() {
        if matches!(file.role, Role::Scenario | Role::Extended | Role::Record | Role::Rulebook)
            && let Some((form, at)) = newer(file.text())
        {
            let mark = Mark { source, start: at.start, end: at.end };
            review.tell(WarningKind::NewerToml { told: form.told() }, mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use crate::scenario::{Overrides, load_from};

    fn warned(segment: &str) -> Vec<String> {
        let text = format!(
            "start = 2026-03-02\nplans = ['sales-navigator']\ntouch.inmail = {{ channel = 'inmail', reply_rate = 0.2 }}\n\
             segment.people = {segment}\n"
        );
        let files = BTreeMap::from([(PathBuf::from("a.toml"), text.into_bytes())]);
        let scenario = load_from(&files, Path::new("a.toml"), &Overrides::default());
        let scenario = scenario.unwrap_or_else(|problems| panic!("{problems}"));
        scenario.warnings.iter().map(|of| format!("{}:{}: {of}", of.place.line, of.place.column)).collect()
    }

    #[test]
    fn forms_that_editors_refuse_are_warned_of_where_they_stand() {
        let start = "editors and other programs that read TOML 1.0 refuse this: a table in braces";
        assert_eq!(
            warned("{ per_week = 10,\n sequence = ['inmail'] }"),
            [format!("4:18: {start} goes over several lines; write it on one line, or as a section of its own")]
        );
        assert_eq!(
            warned("{ per_week = 10, sequence = ['inmail'], }"),
            [format!("4:56: {start} ends with a comma; leave the comma out")]
        );
        assert!(warned("{ per_week = 10, sequence = ['inmail',\n] }").is_empty());
    }
}
