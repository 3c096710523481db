//! Rates and delays for those who have none of their own, as they are written, with their sources.

/// How often a first InMail is answered.
pub(super) const RATE: &str = "\"5% to 30%\"";
/// Where that is from.
pub(super) const RATE_SAYS: &str =
    "nine campaigns in ten; from vendors' figures. Your own record is better: { replies = 11, sent = 64 }";

/// How soon.
pub(super) const DELAY: &str = "{ weibull = { shape = 0.4036, scale = 0.8865 } }";
/// Where that is from.
pub(super) const DELAY_SAYS: &str = "65 % of replies within a day, 90 % within a week; second hand from LinkedIn";

/// When a follow-up is sent.
pub(super) const WAIT: &str = "[5, 7]";

/// How often a follow-up is answered that comes after a touch called `inmail`.
pub(super) const FOLLOW_UP: &str = "{ of = \"inmail\", lift = { pert = [0.25, 0.45, 1.1] } }";
/// The touch that it comes after, as it is named there.
pub(super) const AFTER: &str = "inmail";
/// Where that is from.
pub(super) const FOLLOW_UP_SAYS: &str =
    "the rate of the first times this: vendors' and practitioners' figures, 0.45 derived from them";
