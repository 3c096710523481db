//! Every table that the program writes or prints: its name, who writes it, and the meaning of a row.
//!
//! A table is written by way of a [`Sheet`](super::table::Sheet), which takes its name from here: a table that is not in
//! this list cannot be written, and `explain` and `docs/reports.md` know all that are. Scripts of users read these names, so
//! they stay as they came to be, some with `_` and some with `-` between words.

/// A table that the program writes or prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row a case.
    Summary,
    /// One row a sum of cases.
    Sums,
    /// One row a case and figure.
    Figures,
    /// One row a case, week and figure.
    Weekly,
    /// One row a case, segment and touch.
    Touches,
    /// One row a case and segment.
    Segments,
    /// One row a case and seat.
    Seats,
    /// One row a case and reason.
    HeldUp,
    /// One row a case and outcome.
    Outcomes,
    /// One row a case but the first, and figure.
    Differences,
    /// One row a case and target.
    Targets,
    /// One row a combination of values, case and figure.
    Sweep,
    /// One row a combination of values, pair of cases and figure.
    SweepDifferences,
    /// One row a value at which two cases break even.
    BreakEven,
    /// One row a case, figure and input.
    Sensitivity,
    /// One row a case, figure and changed setting.
    Levers,
    /// One row a combination of plan, what-if and values.
    Optimum,
    /// One row a size of the test.
    Pilot,
    /// One row a case and day.
    Forecast,
    /// One row a case.
    ForecastSummary,
    /// One row a touch, and one for each of its segments.
    Calibration,
    /// One row a row that does not count.
    LeftOut,
    /// One row a prospect.
    Qualified,
    /// One row an event.
    Trace,
    /// One row a plan.
    Plans,
}

impl Table {
    /// Every table, in the order in which reports name them.
    pub const ALL: [Table; 25] = [
        Table::Summary,
        Table::Sums,
        Table::Figures,
        Table::Weekly,
        Table::Touches,
        Table::Segments,
        Table::Seats,
        Table::HeldUp,
        Table::Outcomes,
        Table::Differences,
        Table::Targets,
        Table::Sweep,
        Table::SweepDifferences,
        Table::BreakEven,
        Table::Sensitivity,
        Table::Levers,
        Table::Optimum,
        Table::Pilot,
        Table::Forecast,
        Table::ForecastSummary,
        Table::Calibration,
        Table::LeftOut,
        Table::Qualified,
        Table::Trace,
        Table::Plans,
    ];

    /// The name, who writes or prints the table, and the meaning of a row.
    const fn about(self) -> [&'static str; 3] {
        match self {
            Table::Summary => ["summary.csv", "run, compare, merge", "case"],
            Table::Sums => ["sums.csv", "compare", "plan that every file has once; without any, all cases together"],
            Table::Figures => ["figures.csv", "run, compare, merge", "case × figure"],
            Table::Weekly => ["weekly.csv", "run, compare, merge", "case × week × figure"],
            Table::Touches => ["touches.csv", "run, compare, merge", "case × segment × touch"],
            Table::Segments => ["segments.csv", "run, compare, merge", "case × segment"],
            Table::Seats => ["seats.csv", "run, compare, merge", "case × seat, in a file with seats"],
            Table::HeldUp => ["held_up.csv", "run, compare, merge", "case × what may hold up a touch"],
            Table::Outcomes => {
                ["outcomes.csv", "run, compare, merge", "case × outcome; the header alone where there are none"]
            }
            Table::Differences => ["differences.csv", "run, compare, merge", "case against the first case × figure"],
            Table::Targets => ["targets.csv", "run, compare, merge", "case × target"],
            Table::Sweep => ["sweep.csv", "sweep", "combination of values × case × figure"],
            Table::SweepDifferences => {
                ["sweep_differences.csv", "sweep", "combination of values × pair of cases × figure"]
            }
            Table::BreakEven => {
                ["break_even.csv", "sweep", "break-even of two cases, where one path with numbers is varied"]
            }
            Table::Sensitivity => {
                ["sensitivity.csv", "sensitivity", "case × figure × input, `rates` and `luck` among them"]
            }
            Table::Levers => ["levers.csv", "sensitivity", "case × figure × changed setting"],
            Table::Optimum => ["optimum.csv", "optimize", "combination of plan, what-if and values, the best first"],
            Table::Pilot => ["pilot.csv", "pilot", "size of the test"],
            Table::Forecast => ["forecast.csv", "forecast", "case × day"],
            Table::ForecastSummary => ["forecast-summary.csv", "forecast", "case"],
            Table::Calibration => ["calibration.csv", "calibrate", "touch, then each of its segments"],
            Table::LeftOut => ["left-out.csv", "calibrate, qualify", "row of what was read that does not count"],
            Table::Qualified => ["qualified.csv", "qualify", "prospect, the best tier first"],
            Table::Trace => ["trace", "trace --format csv", "event"],
            Table::Plans => ["plans", "plans --format csv", "plan of the rulebook"],
        }
    }

    /// The file that holds it; a table that is only printed goes by the name of its command.
    pub const fn file_name(self) -> &'static str {
        self.about()[0]
    }

    /// The commands that write or print it.
    pub const fn commands(self) -> &'static str {
        self.about()[1]
    }

    /// The meaning of each of its rows.
    pub const fn one_row_each(self) -> &'static str {
        self.about()[2]
    }
}
