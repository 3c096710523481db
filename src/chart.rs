//! To come.
pub struct ChartError;
impl std::fmt::Display for ChartError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
pub struct Chart {
    pub name: &'static str,
    pub svg: String,
    pub png: Vec<u8>,
}
pub const NAMES: [&str; 2] = ["cost-per-reply", "effective-credits"];
pub fn charts(_name: &str, _figures: &crate::figures::Figures) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}
