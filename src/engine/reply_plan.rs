//! How a touch draws replies, made ready.

use super::delay_plan::DelayPlan;
use super::luck::StreamKey;
use super::unknown::UnknownId;

/// How a step draws replies.
#[derive(Debug, Clone)]
pub(crate) struct ReplyPlan {
    pub(crate) rate: UnknownId,
    pub(crate) key: StreamKey,
    pub(crate) delay_key: StreamKey,
    pub(crate) delay: DelayPlan,
}
