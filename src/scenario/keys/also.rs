//! Other words by which people look for what a key or a section is about.

/// A key or a section, with words that are neither in its path nor in its meaning.
type Also = (&'static str, &'static str);

#[rustfmt::skip]
const ALSO: &[Also] = &[
    ("weeks", "duration long time period months"),
    ("months", "duration long time period weeks"),
    ("until", "duration end deadline"),
    ("start", "begin date today monday"),
    ("trials", "simulations accuracy precision"),
    ("seed", "luck random"),
    ("rank_by", "goal aim criterion best decide target meeting cheapest"),
    ("currency", "money euro dollar pound franc eur usd gbp chf"),
    ("billing", "yearly annual discount contract price"),
    ("billing_day", "renewal renew subscription refill"),
    ("plans", "subscription licence license product tariff"),

    ("plan.ID", "subscription licence license product tariff"),
    ("plan.ID.credits_per_month", "grant allowance inmails"),
    ("plan.ID.cap", "maximum limit rollover balance"),
    ("plan.ID.price_per_month", "cost fee subscription licence license discount budget"),
    ("plan.ID.price_per_month_annual", "cost fee subscription licence license discount budget yearly"),
    ("plan.ID.pooled", "team shared pool"),
    ("rules.credit_life_days", "expire expiry rollover lapse 90"),
    ("rules.refund_window_days", "return returned credit back 90"),
    ("rules.cap_on_refund", "return returned limit maximum"),

    ("plan_change", "upgrade downgrade cancel switch pause break holiday interrupt"),
    ("plan_change.plan", "upgrade downgrade cancel switch pause"),
    ("opening", "balance left over begin today"),
    ("opening.credits", "balance left over remaining today rest"),
    ("opening.lots", "balance left expire expiry age old remaining"),
    ("opening.lots.credits", "balance left remaining"),
    ("opening.lots.lapses_in_days", "expire expiry age old"),
    ("opening.pending", "open waiting unanswered silent sent before already"),

    ("touch.ID", "message inmail follow-up follow up reminder letter step invitation connection request e-mail email mail like comment"),
    ("touch.ID.channel", "message inmail invitation connection request email kind way"),
    ("touch.ID.reply_rate", "response answer chance probability success percent follow-up follow up"),
    ("touch.ID.accept_rate", "connection request invitation accepted chance probability"),
    ("touch.ID.reply_delay_days", "answer response time speed soon"),
    ("touch.ID.wait_days", "follow-up follow up pause between after days reminder interval"),
    ("touch.ID.limit_per_week", "maximum cap invitations restriction linkedin"),
    ("touch.ID.limit_per_day", "maximum cap invitations restriction linkedin"),
    ("touch.ID.minutes", "time effort work hours writing"),
    ("touch.ID.cost", "price expense money budget"),

    ("segment.ID", "list audience target group customers leads contacts candidates recipients persona"),
    ("segment.ID.sequence", "messages steps order follow-up follow up reminder cadence"),
    ("segment.ID.per_week", "pace speed volume how many inmails a day month people contacts"),
    ("segment.ID.prospects", "list size audience leads contacts candidates number how many"),
    ("segment.ID.priority", "first important order"),
    ("segment.ID.reserve", "keep back save credits spare"),
    ("segment.ID.credits_at_most", "limit maximum budget cap"),
    ("segment.ID.wear", "decline worse list quality fatigue"),
    ("segment.ID.open_profile", "free inmail premium"),
    ("segment.ID.cost_per_prospect", "price expense data lead enrichment budget"),

    ("seat.ID", "team colleague colleagues rep reps sales people users members staff seats licences licenses"),
    ("seat.ID.count", "team size colleagues reps users number how many licences licenses"),
    ("seat.ID.plan", "team licence license subscription"),
    ("seat.ID.from_week", "join start hire new onboarding"),
    ("seat.ID.ramp", "onboarding training new slow start"),
    ("seat.ID.opening", "balance left team"),
    ("seat.ID.opening.lots", "balance left expire age team"),
    ("seat.ID.opening.pending", "open waiting unanswered silent sent before team"),

    ("outcome.ID", "meeting call appointment demo deal sale hire interview conversion opportunity revenue funnel"),
    ("outcome.ID.rate", "meeting call appointment demo deal sale hire conversion chance probability"),
    ("outcome.ID.value", "revenue worth profit margin income money turnover price"),
    ("outcome.ID.delay_days", "sales cycle time long"),
    ("outcome.ID.minutes", "time effort work hours meeting call"),

    ("pacing", "calendar schedule holiday vacation"),
    ("pacing.send_days", "weekday weekend monday schedule working days"),
    ("pacing.days_off", "holiday holidays vacation leave break pause christmas closed absence"),
    ("pacing.limit_week", "maximum invitations rolling"),
    ("pacing.hours_per_week", "time capacity work limit maximum"),
    ("pacing.restriction", "limit block ban spam suspended"),
    ("pacing.restriction.above_per_day", "limit maximum block ban spam"),
    ("pacing.restriction.chance", "limit block ban spam risk probability"),
    ("pacing.restriction.days", "limit block ban pause"),

    ("effort.hourly_cost", "wage salary labour labor time work price rate"),
    ("costs.per_month", "expense tool software price fee budget subscription money"),
    ("costs.once", "expense setup training price fee budget money"),

    ("target", "goal aim bound minimum maximum limit budget quota kpi must"),
    ("target.figure", "goal aim kpi meeting replies cost"),
    ("target.at_least", "minimum goal quota limit"),
    ("target.at_most", "maximum limit budget"),
    ("target.with", "probability chance sure certainty"),
    ("target.by", "deadline week until"),
    ("what_if", "variant scenario alternative compare option"),
];

/// Other words by which people look for the key or the section of this path; often none.
pub fn also(path: &str) -> &'static str {
    ALSO.iter().find(|(known, _)| *known == path).map_or("", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::super::SCENARIO;
    use super::*;

    #[test]
    fn what_has_other_words_is_there_once() {
        for (place, (path, words)) in ALSO.iter().enumerate() {
            let is_key = SCENARIO.list.iter().any(|key| key.path == *path);
            assert!(is_key || SCENARIO.sections.iter().any(|section| section.path == *path), "{path}");
            assert!(ALSO[..place].iter().all(|(other, _)| other != path), "{path} twice");
            assert!(*words == words.to_lowercase() && !words.contains("  "), "{path}: {words}");
        }
    }
}
