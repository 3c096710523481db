//! The peak of a density, and the normal distribution with its curvature there (Laplace's approximation), by differences.

/// A square matrix, by rows.
pub(super) type Matrix = Vec<Vec<f64>>;

/// The most steps on the way to the peak.
const ROUNDS: usize = 100;

/// A step that raises the logarithm of the density by no more than this ends at the peak, as far as sums around it need it.
const ENOUGH: f64 = 1e-6;

/// The distance between points by which slopes are found.
const H: f64 = 1e-3;

/// The peak of the density with this logarithm, and the covariance of the normal approximation; nothing where numbers fail.
/// Newton's method, held back while it would go downhill (Levenberg, Quarterly of Applied Mathematics 2, 1944).
pub(super) fn peak(start: Vec<f64>, ln: &dyn Fn(&[f64]) -> Option<f64>) -> Option<(Vec<f64>, Matrix)> {
    let ln = |point: &[f64]| ln(point).filter(|value| value.is_finite());
    let (mut point, mut value, mut damping) = (start.clone(), ln(&start)?, 1.0);
    let (mut gradient, mut curvature) = slopes(&point, value, &ln)?;
    for _ in 0..ROUNDS {
        let mut damped = curvature.clone();
        (0..damped.len()).for_each(|place| damped[place][place] += damping);
        let Some(step) = cholesky(&damped).map(|factor| solve(&factor, &gradient)) else {
            damping = damping.max(1e-3) * 8.0;
            continue;
        };
        let next: Vec<f64> = point.iter().zip(step).map(|(from, step)| from + step).collect();
        match ln(&next).filter(|&next| next >= value) {
            Some(higher) => {
                let gained = higher - value;
                (point, value, damping) = (next, higher, damping / 8.0);
                if gained < ENOUGH && damping < 1e-3 {
                    break;
                }
                (gradient, curvature) = slopes(&point, value, &ln)?;
            }
            None if damping > 1e12 => break,
            None => damping = damping.max(1e-3) * 8.0,
        }
    }
    Some((point, inverse(&cholesky(&curvature)?)))
}

/// The slope at a point with this value, and minus the matrix of second derivatives.
fn slopes(point: &[f64], value: f64, ln: &dyn Fn(&[f64]) -> Option<f64>) -> Option<(Vec<f64>, Matrix)> {
    let at = |moves: &[(usize, f64)]| {
        let mut moved = point.to_vec();
        moves.iter().for_each(|&(axis, step)| moved[axis] += step);
        ln(&moved)
    };
    let number = point.len();
    let beside = |axis| Some([at(&[(axis, -H)])?, at(&[(axis, H)])?]);
    let beside: Vec<[f64; 2]> = (0..number).map(beside).collect::<Option<_>>()?;
    let gradient = beside.iter().map(|[below, above]| (above - below) / (2.0 * H)).collect();
    let bend = |axis: usize| beside[axis][0] + beside[axis][1] - 2.0 * value;
    let bent = |one: usize, other: usize| {
        if one == other {
            return Some(-bend(one) / (H * H));
        }
        let corners = at(&[(one, H), (other, H)])? + at(&[(one, -H), (other, -H)])? - 2.0 * value;
        Some((bend(one) + bend(other) - corners) / (2.0 * H * H))
    };
    let mut curvature = vec![Vec::new(); number];
    for one in 0..number {
        for other in 0..=one {
            let value = bent(one, other)?;
            curvature[one].push(value);
            if other < one {
                curvature[other].push(value);
            }
        }
    }
    Some((gradient, curvature))
}

/// The Cholesky factor of a matrix: the lower triangle that times its own transpose is the matrix. Nothing where it is not
/// positive definite.
pub(super) fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let mut lower = vec![vec![0.0; matrix.len()]; matrix.len()];
    for row in 0..matrix.len() {
        for column in 0..=row {
            let known: f64 = (0..column).map(|place| lower[row][place] * lower[column][place]).sum();
            let rest = matrix[row][column] - known;
            lower[row][column] = if row != column {
                rest / lower[column][column]
            } else if rest > 0.0 && rest.is_finite() {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(lower)
}

/// The product of a lower triangle and a vector.
pub(super) fn times(lower: &Matrix, vector: &[f64]) -> Vec<f64> {
    lower.iter().map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum()).collect()
}

/// Solves `matrix` · x = `right` for a matrix with this Cholesky factor.
fn solve(lower: &Matrix, right: &[f64]) -> Vec<f64> {
    let mut solved = right.to_vec();
    for row in 0..solved.len() {
        let known: f64 = (0..row).map(|place| lower[row][place] * solved[place]).sum();
        solved[row] = (solved[row] - known) / lower[row][row];
    }
    for row in (0..solved.len()).rev() {
        let known: f64 = (row + 1..solved.len()).map(|place| lower[place][row] * solved[place]).sum();
        solved[row] = (solved[row] - known) / lower[row][row];
    }
    solved
}

/// The inverse of the matrix with this Cholesky factor.
fn inverse(lower: &Matrix) -> Matrix {
    let column = |place: usize| {
        let mut unit = vec![0.0; lower.len()];
        unit[place] = 1.0;
        solve(lower, &unit)
    };
    (0..lower.len()).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A normal distribution is its own approximation.
    #[test]
    fn the_peak_of_a_normal_density_is_its_mean_and_the_curvature_its_covariance() {
        let ln = |x: &[f64]| {
            let (a, b) = (x[0] - 1.0, x[1] + 2.0);
            Some(-0.5 * (a * a - 0.8 * a * b + 2.0 * b * b))
        };
        let (point, covariance) = peak(vec![0.0, 0.0], &ln).expect("numbers hold");
        assert!((point[0] - 1.0).abs() < 1e-3 && (point[1] + 2.0).abs() < 1e-3, "{point:?}");
        let determinant = 2.0 - 0.16;
        for (found, exact) in covariance.concat().into_iter().zip([2.0, 0.4, 0.4, 1.0]) {
            assert!((found - exact / determinant).abs() < 1e-4, "{covariance:?}");
        }
    }
}
