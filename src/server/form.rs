//! How a page begins: with the file that was opened, or with a few questions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::guide::{Answers, QUESTIONS, Question};
use crate::scenario::{builtin_rulebooks, rulebook};

use super::desk::Desk;
use super::plans::{PRICED_IN, PlanSwitch, plan_switches};

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
}

/// The file that answers make, or what is wrong with them.
#[derive(Debug, Serialize)]
pub(super) struct Formed {
    text: Option<String>,
    wrong: Vec<WrongAnswer>,
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
        (_, [_, ..]) => "words",
        _ => "number",
    };
    // Of two ways to write a word the page shows one.
    let words = question.words.iter().filter(|word| word.len() > 1).map(|&word| Answer { value: word, shown: word });
    let or = question.or.map(|(value, shown)| Answer { value, shown });
    let Question { id, asked, usual, remark, unit, .. } = *question;
    Asked { id, asked, usual, kind, words: words.chain(or).collect(), unit, remark }
}

pub(super) fn form(form: &Form) -> Formed {
    let (mut answers, mut wrong) = (Answers::default(), Vec::new());
    for (place, question) in QUESTIONS.iter().enumerate() {
        let answer = form.answers.get(question.id).map(|answer| answer.trim()).filter(|answer| !answer.is_empty());
        let answer = answer.unwrap_or(question.usual);
        let is_word = question.words.is_empty() || question.words.iter().any(|word| answer.eq_ignore_ascii_case(word));
        let message = match answers.add(question, answer, place + 1) {
            Ok(()) if is_word => continue,
            Ok(()) => format!("it must be {}", question.words.join(" or ")),
            Err(problems) => problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; "),
        };
        wrong.push(WrongAnswer { id: question.id, message });
        // What is wrong with one answer is not wrong with those after it.
        answers.add_as_it_is(question, question.usual);
    }
    Formed { text: wrong.is_empty().then(|| answers.document()), wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formed(answers: &[(&str, &str)]) -> Formed {
        let answers = answers.iter().map(|&(id, answer)| (id.to_owned(), answer.to_owned())).collect();
        form(&Form { answers })
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
}
