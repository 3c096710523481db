//! How a page begins: with the file that was opened, or with a few questions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::guide::{Answers, QUESTIONS, Question};
use crate::results;
use crate::scenario::document::source::{Disk, Files};
use crate::scenario::{builtin_rulebooks, rulebook};

use super::desk::Desk;
use super::plans::{PRICED_IN, PlanSwitch, plan_switches};
use super::playing::GoesOn;

/// What a page begins with.
#[derive(Debug, Serialize)]
pub(super) struct Begin {
    version: &'static str,
    file: Option<String>,
    text: Option<String>,
    questions: Vec<Asked>,
    plans: Vec<PlanSwitch>,
}

/// A question, as the page asks it.
#[derive(Debug, Serialize)]
struct Asked {
    id: &'static str,
    asked: &'static str,
    usual: &'static str,
    kind: &'static str,
    words: Vec<Answer>,
    unit: &'static str,
    remark: &'static str,
    /// Is it of use before anything is answered?
    of_use: bool,
}

#[derive(Debug, Serialize)]
struct Answer {
    value: &'static str,
    shown: &'static str,
}

/// The answers of somebody, by the names of the questions.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Is it asked how fast the credits may go from today on?
    #[serde(default)]
    from_today: bool,
}

/// A file, of which is asked whether answers say all that it does.
#[derive(Debug, Deserialize)]
pub(super) struct Made {
    text: String,
}

/// The answers that make a file; nothing where it says more than they could.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    answers: Option<BTreeMap<&'static str, String>>,
}

/// The file that answers make, or what is wrong with them.
#[derive(Debug, Serialize)]
pub(super) struct Formed {
    text: Option<String>,
    wrong: Vec<WrongAnswer>,
    /// The questions that are of no use with these answers.
    unused: Vec<&'static str>,
    /// What is usual with these answers, where it is something else than without any.
    usual: BTreeMap<&'static str, String>,
    /// How fast the credits of each plan may go from today on, where the answers say what is left and when it renews.
    from_today: Vec<FromToday>,
}

#[derive(Debug, Serialize)]
struct FromToday {
    title: String,
    said: Vec<String>,
}

#[derive(Debug, Serialize)]
struct WrongAnswer {
    id: &'static str,
    message: String,
}

pub(super) fn begin(desk: &Desk) -> Begin {
    let rulebook = builtin_rulebooks().next().and_then(|name| rulebook(name).ok());
    Begin {
        version: env!("CARGO_PKG_VERSION"),
        file: desk.text.as_ref().map(|_| desk.name()),
        text: desk.text.clone(),
        questions: QUESTIONS.iter().map(asked).collect(),
        plans: rulebook.map(|rulebook| plan_switches(&rulebook, PRICED_IN)).unwrap_or_default(),
    }
}

fn asked(question: &Question) -> Asked {
    let kind = match (question.id, question.words) {
        ("plans", _) => "plans",
        ("rate", _) => "rate",
        ("price", _) => "prices",
        ("currency", _) => "currency",
        (_, [_, ..]) => "words",
        _ => "number",
    };
    let words = question.words.iter().map(|&word| Answer { value: word, shown: word });
    let or = question.or.map(|(value, shown)| Answer { value, shown });
    let of_use = question.is_of_use(&Answers::default());
    let Question { id, asked, usual, remark, unit, .. } = *question;
    Asked { id, asked, usual, kind, words: words.chain(or).collect(), unit, remark, of_use }
}

pub(super) fn form(form: &Form, goes_on: GoesOn<'_>) -> Formed {
    let (mut answers, mut wrong, mut usuals) = (Answers::default(), Vec::new(), BTreeMap::new());
    let given = |question: &Question| {
        form.answers.get(question.id).map(|answer| answer.trim()).filter(|answer| !answer.is_empty())
    };
    // Whether a question is of use depends on what was answered, right or wrong.
    let mut as_given = Answers::default();
    for question in &QUESTIONS {
        given(question).into_iter().for_each(|answer| as_given.add_as_it_is(question, answer));
    }
    let (used, unused): (Vec<&Question>, Vec<&Question>) =
        QUESTIONS.iter().partition(|question| question.is_of_use(&as_given));
    // What is not answered may follow from all that is.
    let (known, open): (Vec<&Question>, Vec<&Question>) =
        used.into_iter().partition(|question| given(question).is_some());
    for question in known {
        let Err(told) = answers.add(question, given(question).unwrap_or(question.usual)) else { continue };
        // It counts as not answered: what is wrong with it is not wrong with those after it.
        wrong.push(WrongAnswer { id: question.id, message: told.join("; ") });
    }
    for question in open {
        let usual = results::usual(question, &answers, goes_on);
        if usual != question.usual {
            answers.add_as_it_is(question, &usual);
            usuals.insert(question.id, usual);
        }
    }
    let from_today = if form.from_today { results::today::of_answers(&answers, Disk.today()) } else { Vec::new() };
    let from_today = from_today.into_iter().map(|(title, said)| FromToday { title, said });
    Formed {
        text: wrong.is_empty().then(|| answers.document()),
        wrong,
        unused: unused.into_iter().map(|question| question.id).collect(),
        usual: usuals,
        from_today: from_today.collect(),
    }
}

/// The answers that a file tells.
pub(super) fn told(made: &Made) -> Told {
    Told { answers: Answers::told(&made.text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formed(answers: &[(&str, &str)]) -> Formed {
        let answers = answers.iter().map(|&(id, answer)| (id.to_owned(), answer.to_owned())).collect();
        form(&Form { answers, from_today: true }, &|| true)
    }

    #[test]
    fn no_answer_is_the_usual_one_and_a_wrong_one_is_told_at_its_question() {
        let usual = formed(&[]);
        assert!(usual.wrong.is_empty() && usual.text.is_some_and(|text| text.contains("[segment.people]")));
        let wrong = formed(&[("plans", "sales-navigatr"), ("per_week", "-3"), ("credits", "43"), ("renews", "1")]);
        assert_eq!(wrong.wrong.iter().map(|wrong| wrong.id).collect::<Vec<_>>(), ["plans", "per_week"]);
        assert!(wrong.wrong[0].message.contains("did you mean `sales-navigator`?"), "{}", wrong.wrong[0].message);
        assert_eq!(wrong.text, None);
    }

    #[test]
    fn questions_of_no_use_are_named_and_their_answers_do_not_count() {
        let usual = formed(&[("follow_up_days", "3"), ("currency", "USD")]);
        assert_eq!(usual.unused, ["currency", "follow_up_days"]);
        assert!(usual.text.is_some_and(|text| !text.contains("wait_days")));
        let asked = formed(&[("follow_up", "2"), ("follow_up_days", "3"), ("price", "79,99 €; 99")]);
        assert!(asked.unused.is_empty());
        assert_eq!(asked.usual.get("currency").map(String::as_str), Some("EUR"));
        let text = asked.text.expect("the answers are right");
        assert!(
            text.contains("wait_days  = 3") && text.contains("currency = \"EUR\"") && text.contains("= 79.99"),
            "{text}"
        );
    }

    #[test]
    fn amounts_in_two_currencies_are_told_where_the_second_stands() {
        let wrong = |answers: &[(&str, &str)]| {
            formed(answers).wrong.into_iter().map(|wrong| (wrong.id, wrong.message)).collect::<Vec<_>>()
        };
        let told = "this is in CHF, and another answer in EUR; state all amounts in one currency".to_owned();
        let euros = [("price", "79,99 €; 99"), ("currency", "CHF"), ("worth", "120 €")];
        assert_eq!(wrong(&euros), [("currency", told)]);
        let told = "this is in USD, and another answer in EUR; state all amounts in one currency".to_owned();
        assert_eq!(wrong(&[("price", "79,99 €; 99"), ("worth", "$120")]), [("worth", told)]);
    }

    #[test]
    fn with_a_list_a_campaign_is_as_long_as_it_takes_unless_somebody_says_how_long() {
        let list = formed(&[("people", "100")]);
        assert_eq!(list.usual.get("months").map(String::as_str), Some("3"));
        assert!(list.text.is_some_and(|text| text.contains("months = 3\n")));
        let said = formed(&[("people", "100"), ("months", "24")]);
        assert!(said.usual.is_empty() && said.text.is_some_and(|text| text.contains("months = 24\n")));
    }

    #[test]
    fn what_is_left_and_when_it_renews_tell_how_fast_it_may_go() {
        assert!(formed(&[("credits", "43")]).from_today.is_empty());
        let found = formed(&[("credits", "43"), ("renews", "1"), ("rate", "11 of 64")]);
        assert!(found.text.is_some_and(|text| text.contains("reply_rate = { replies = 11, sent = 64 }\n")));
        // Of the plans that are thought of each is an account.
        assert_eq!(found.from_today.len(), 2);
        let first = &found.from_today[0];
        assert!(first.title.starts_with("Sales Navigator: 43 credits on "), "{}", first.title);
        assert!(first.said[0].starts_with("Send "), "{}", first.said[0]);
        assert!(first.said[2].starts_with("Follow-ups: "), "{}", first.said[2]);
        assert!(first.said[3].contains("at your rate, 11 of 64"), "{}", first.said[3]);
        assert!(!first.said.join(" ").contains("--"), "{:?}", first.said);
    }
}
