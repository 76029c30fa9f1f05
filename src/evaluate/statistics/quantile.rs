//! Quantiles of the normal distribution and of Student's t, and how much of a χ² distribution lies beyond a number.

use statrs::distribution::{ChiSquared, ContinuousCDF, Normal, StudentsT};

use crate::base::rational::Rational;

/// From so many degrees of freedom on the series that follows from the normal distribution is good to nine digits, where
/// the inversion of the distribution function loses them.
const LARGE: f64 = 1000.0;

/// The places that a quantile is rounded to: functions of different machines agree in them.
const PLACES: f64 = 1e12;

/// Below which z a standard normal variable lies in `probability` of all cases. `None` outside of (0, 1).
#[must_use]
pub fn normal(probability: f64) -> Option<f64> {
    let normal = Normal::new(0.0, 1.0).ok()?;
    is_open_share(probability).then(|| rounded(normal.inverse_cdf(probability)))
}

/// Below which t a variable of Student's distribution with `degrees` of freedom lies in `probability` of all cases
/// (Student 1908). `None` outside of (0, 1), and for no degrees of freedom.
#[must_use]
pub fn student_t(probability: f64, degrees: f64) -> Option<f64> {
    if degrees >= LARGE {
        return normal(probability).map(|z| rounded(student_t_of_large(z, degrees)));
    }
    let student = StudentsT::new(0.0, 1.0, degrees).ok()?;
    is_open_share(probability).then(|| rounded(student.inverse_cdf(probability)))
}

/// Fisher's series in powers of 1 ÷ degrees (M. Abramowitz, I. A. Stegun, “Handbook of Mathematical Functions”, 26.7.5).
fn student_t_of_large(z: f64, degrees: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    z * (1.0 + (first + (second + third / degrees) / degrees) / degrees)
}

/// The z within which, on both sides of 0, a standard normal variable lies with this confidence: 1.96 for 95%. `None`
/// for nothing and for certainty.
#[must_use]
pub fn two_sided_normal(confidence: &Rational) -> Option<f64> {
    normal(tail(confidence)).map(|z| -z)
}

/// The same of Student's t with `degrees` of freedom.
#[must_use]
pub fn two_sided_student_t(confidence: &Rational, degrees: f64) -> Option<f64> {
    student_t(tail(confidence), degrees).map(|t| -t)
}

/// How probable it is that a variable of the χ² distribution with `degrees` of freedom is larger. `None` for no degrees.
#[must_use]
pub fn beyond_chi_squared(statistic: f64, degrees: f64) -> Option<f64> {
    let chi_squared = ChiSquared::new(degrees).ok()?;
    (statistic >= 0.0).then(|| rounded(chi_squared.sf(statistic)))
}

/// What lies beyond on one side. Taken before anything is rounded: 1 − 99.9999999999999999% is no nothing.
fn tail(confidence: &Rational) -> f64 {
    let beyond = &Rational::ONE - confidence;
    (&beyond * &Rational::from_decimal(5, 1)).to_f64()
}

fn is_open_share(probability: f64) -> bool {
    probability > 0.0 && probability < 1.0
}

fn rounded(number: f64) -> f64 {
    if number.abs() < 1000.0 { (number * PLACES).round() / PLACES } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_of_every_textbook() {
        let close =
            |found: Option<f64>, known: f64| assert!((found.unwrap() - known).abs() < 1e-10, "{found:?} {known}");
        close(normal(0.5), 0.0);
        close(normal(0.975), 1.959_963_984_540_054);
        close(two_sided_normal(&Rational::from_decimal(9, 1)), 1.644_853_626_951_472_2);
        close(student_t(0.975, 1.0), 12.706_204_736_174_7);
        close(two_sided_student_t(&Rational::from_decimal(95, 2), 10.0), 2.228_138_851_964_938_5);
        close(student_t(0.975, 1e12), 1.959_963_984_540_054);
    }

    #[test]
    fn certainty_has_no_quantile_and_next_to_it_there_is_one() {
        assert_eq!((normal(0.0), normal(1.0), normal(f64::NAN)), (None, None, None));
        assert_eq!((student_t(0.9, 0.0), student_t(0.9, f64::NAN)), (None, None));
        assert_eq!(two_sided_normal(&Rational::ONE), None);
        let nearly = &Rational::ONE - &Rational::from_decimal(1, 30);
        assert!(two_sided_normal(&nearly).is_some_and(|z| (11.0..12.0).contains(&z)));
        assert_eq!(two_sided_normal(&(&Rational::ONE - &Rational::parse_decimal("1e-400").unwrap())), None);
    }
}
