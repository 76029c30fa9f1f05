//! The change of any formula, shared out among its factors by their Shapley values.

use crate::base::rational::Rational;
use crate::evaluate::arithmetic::combine;

use super::formula::{Formula, Step};
use super::product::weights;

/// Of more factors the 2ⁿ numbers would be too many to work out at once.
pub const MOST_FACTORS: usize = 12;

/// How many bits all numbers of a game may take together, each at least [`A_NUMBER`]: that is less than a tenth of a second
/// of arithmetic.
const MOST_BITS: usize = 1 << 23;
const A_NUMBER: usize = 64;

/// How many bits the common denominator of a game may take.
const LONGEST_DENOMINATOR: usize = 1 << 15;

/// What a formula comes to with each set of its factors changed and the others not: at place S the factors whose bits
/// are set in S have the numbers of `after`. `None` for more than [`MOST_FACTORS`], and where one of the numbers doesn't
/// exist, because it would be divided by zero, or is too large.
///
/// Each operation is done once for each set of the factors below it, not for each set of all: a product of n factors takes
/// about 2·2ⁿ multiplications, not n·2ⁿ.
#[must_use]
pub fn game(formula: &Formula, before: &[Rational], after: &[Rational]) -> Option<Vec<Rational>> {
    let count = formula.leaves.len();
    if count > MOST_FACTORS {
        return None;
    }
    let mut bits = 0;
    let mut stack: Vec<Below> = Vec::new();
    for step in &formula.steps {
        let pushed = match step {
            Step::Leaf(place) => {
                Below { factors: 1 << place, numbers: vec![before.get(*place)?.clone(), after.get(*place)?.clone()] }
            }
            Step::Number(number) => Below { factors: 0, numbers: vec![number.clone()] },
            Step::Negate => {
                let Below { factors, numbers } = stack.pop()?;
                Below { factors, numbers: numbers.into_iter().map(|number| -number).collect() }
            }
            Step::Apply(operator) => {
                let (right, left) = (stack.pop()?, stack.pop()?);
                let factors = left.factors | right.factors;
                let mut numbers = Vec::with_capacity(1 << factors.count_ones());
                for set in subsets(factors) {
                    let number = combine(left.at(set), *operator, right.at(set)).ok()?;
                    bits += number.bit_length().max(A_NUMBER);
                    numbers.push(number);
                }
                if bits > MOST_BITS {
                    return None;
                }
                Below { factors, numbers }
            }
        };
        stack.push(pushed);
    }
    let whole = stack.pop()?;
    Some((0..1 << count).map(|set| whole.at(set).clone()).collect())
}

/// The numbers of a part of a formula, by the factors below it that changed.
struct Below {
    /// A bit for each factor that occurs in it.
    factors: usize,
    /// One for each set of them, in the order of [`subsets`].
    numbers: Vec<Rational>,
}

impl Below {
    /// The number where all factors of `set` changed: those that do not occur here count for nothing.
    fn at(&self, set: usize) -> &Rational {
        &self.numbers[squeezed(set, self.factors)]
    }
}

/// Every subset of a set of bits, the smallest number first.
fn subsets(bits: usize) -> impl Iterator<Item = usize> {
    let next = move |set: &usize| {
        let next = (set.wrapping_sub(bits)) & bits;
        (next != 0).then_some(next)
    };
    std::iter::successors(Some(0), next)
}

/// The bits of `set` at the places that are set in `places`, moved together.
fn squeezed(set: usize, mut places: usize) -> usize {
    let (mut squeezed, mut to) = (0, 0);
    while places != 0 {
        let lowest = places.trailing_zeros();
        squeezed |= (set >> lowest & 1) << to;
        to += 1;
        places &= places - 1;
    }
    squeezed
}

/// The Shapley value of each of `count` players of a game that gives each set of them its worth (2^`count` numbers, at
/// place S the players whose bits are set in S). They add up to what all have together, less what none has. `None` where
/// the numbers have no common denominator of a size that can be computed with.
///
/// Of each player only this is needed: for each size, the sum over the sets of that size that hold it, and over those
/// that do not. Those sums are found for all players at once by halving: in each half of the players, those of the other
/// half are summed up first. That takes about 2ⁿ·4 additions, not n·2ⁿ, and over a common denominator each is one of whole
/// numbers.
#[must_use]
pub fn values(worth: &[Rational], count: usize) -> Option<Vec<Rational>> {
    let denominator = common_denominator(worth)?;
    let by_size = worth.iter().map(|worth| vec![worth * &denominator]).collect();
    let weights = weights(count);
    let mut values = Vec::with_capacity(count);
    halve(by_size, count, &mut |without: &[Rational], with: &[Rational]| {
        let of_size = |k: usize| &with[k] - &without[k];
        let value: Rational = (0..count).map(|k| &weights[k] * &of_size(k)).sum();
        values.push(value.checked_div(&denominator).unwrap_or(Rational::ZERO));
    });
    Some(values)
}

/// The least common multiple of the numbers' denominators, found pair by pair.
fn common_denominator(numbers: &[Rational]) -> Option<Rational> {
    let mut multiples: Vec<Rational> = numbers.iter().map(Rational::denominator).collect();
    while multiples.len() > 1 {
        let pairs = multiples.chunks(2).map(|pair| match pair {
            // a ÷ b in lowest terms is below the line b ÷ gcd(a, b).
            [first, second] => first.checked_div(second).map(|quotient| first * &quotient.denominator()),
            rest => rest.first().cloned(),
        });
        multiples = pairs.collect::<Option<_>>()?;
        if multiples.iter().any(|multiple| multiple.bit_length() > LONGEST_DENOMINATOR) {
            return None;
        }
    }
    multiples.pop()
}

/// Calls `each` for every player still in the game, in order, with the sums over the sets without it and with it (of each
/// size, itself not counted). `worth[S]` holds for each number of players left out before the sum over them.
fn halve(worth: Vec<Vec<Rational>>, count: usize, each: &mut impl FnMut(&[Rational], &[Rational])) {
    match count {
        0 => {}
        1 => each(&worth[0], &worth[1]),
        _ => {
            let low = count / 2;
            halve(without_high(worth.clone(), count - low), low, each);
            halve(without_low(worth, low), count - low, each);
        }
    }
}

/// Sums over the `many` players of the highest bits, by how many of them are in a set.
fn without_high(mut worth: Vec<Vec<Rational>>, many: usize) -> Vec<Vec<Rational>> {
    for _ in 0..many {
        let with = worth.split_off(worth.len() / 2);
        worth = worth.into_iter().zip(with).map(|(without, with)| merged(without, with)).collect();
    }
    worth
}

/// The same of the players of the lowest bits.
fn without_low(mut worth: Vec<Vec<Rational>>, many: usize) -> Vec<Vec<Rational>> {
    for _ in 0..many {
        let mut pairs = worth.into_iter();
        let mut next = Vec::new();
        while let (Some(without), Some(with)) = (pairs.next(), pairs.next()) {
            next.push(merged(without, with));
        }
        worth = next;
    }
    worth
}

/// The sums by size where one more player is counted: with it every set is larger by one.
fn merged(without: Vec<Rational>, with: Vec<Rational>) -> Vec<Rational> {
    let mut sums = without;
    sums.push(Rational::ZERO);
    for (size, sum) in with.into_iter().enumerate() {
        sums[size + 1] = &sums[size + 1] + &sum;
    }
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::along;
    use super::super::product::shares;
    use super::*;
    use crate::evaluate::test_support::number;
    use crate::evaluate::why::formula::Leaf;
    use crate::plan::ids::MetricId;
    use crate::plan::metric::Operator;

    fn formula(count: usize, steps: Vec<Step>) -> Formula {
        Formula { leaves: (0..count).map(|place| Leaf::Metric(MetricId::of(place))).collect(), steps }
    }

    /// `operators` between the leaves, done from left to right.
    fn chain(operators: &[Operator]) -> Formula {
        let mut steps = vec![Step::Leaf(0)];
        for (place, operator) in operators.iter().enumerate() {
            steps.extend([Step::Leaf(place + 1), Step::Apply(*operator)]);
        }
        formula(operators.len() + 1, steps)
    }

    fn numbers(texts: &[&str]) -> Vec<Rational> {
        texts.iter().map(|text| number(text)).collect()
    }

    /// The mean over all orders, as the definition says it.
    fn by_definition(worth: &[Rational], count: usize) -> Vec<Rational> {
        fn orders(left: &[usize]) -> Vec<Vec<usize>> {
            if left.is_empty() {
                return vec![Vec::new()];
            }
            let mut all = Vec::new();
            for (at, first) in left.iter().enumerate() {
                let mut rest = left.to_vec();
                rest.remove(at);
                all.extend(orders(&rest).into_iter().map(|mut order| {
                    order.insert(0, *first);
                    order
                }));
            }
            all
        }
        let all = orders(&(0..count).collect::<Vec<_>>());
        let mut totals = vec![Rational::ZERO; count];
        for order in &all {
            let mut set = 0;
            for player in order {
                let with = set | 1 << player;
                totals[*player] = &totals[*player] + &(&worth[with] - &worth[set]);
                set = with;
            }
        }
        totals.iter().map(|total| total.checked_div(&all.len().into()).unwrap()).collect()
    }

    #[test]
    fn a_rate_is_shared_out_between_its_two_sides() {
        // From 8 of 100 to 12 of 200: more appointments bring (4/100 + 4/200)/2, more calls the rest.
        let rate = chain(&[Operator::Divide]);
        let worth = game(&rate, &numbers(&["8", "100"]), &numbers(&["12", "200"])).unwrap();
        assert_eq!(worth, numbers(&["0.08", "0.12", "0.04", "0.06"]));
        assert_eq!(values(&worth, 2).unwrap(), numbers(&["0.03", "-0.05"]));
    }

    #[test]
    fn a_mixture_that_divides_by_zero_has_no_game_but_parts_along_the_formula() {
        // a ÷ (b + c): with b already gone and c not yet come, nothing is below the line.
        let steps = vec![
            Step::Leaf(0),
            Step::Leaf(1),
            Step::Leaf(2),
            Step::Apply(Operator::Add),
            Step::Apply(Operator::Divide),
        ];
        let formula = formula(3, steps);
        let (before, after) = (numbers(&["6", "2", "0"]), numbers(&["6", "0", "3"]));
        assert_eq!(game(&formula, &before, &after), None);
        let parts = along::parts(&formula, &before, &after).unwrap();
        assert_eq!(parts, numbers(&["0", "2", "-3"]));
    }

    #[test]
    fn too_many_factors_are_no_game() {
        let sum = chain(&[Operator::Add; MOST_FACTORS]);
        let ones = vec![Rational::ONE; MOST_FACTORS + 1];
        assert_eq!(game(&sum, &ones, &ones), None);
    }

    #[test]
    fn numbers_that_grow_beyond_measure_are_no_game() {
        let factor = number("7").checked_div(&number("3")).unwrap();
        let large = (0..4000).fold(Rational::ONE, |power, _| &power * &factor);
        let product = chain(&[Operator::Multiply; MOST_FACTORS - 1]);
        assert_eq!(game(&product, &vec![large.clone(); MOST_FACTORS], &vec![large; MOST_FACTORS]), None);
    }

    fn operator() -> impl Strategy<Value = Operator> {
        prop_oneof![Just(Operator::Add), Just(Operator::Subtract), Just(Operator::Multiply), Just(Operator::Divide)]
    }

    /// A formula over `count` leaves, each perhaps more than once: numbers, leaves and operations drawn in any order that
    /// leaves one result.
    fn any_formula() -> impl Strategy<Value = Formula> {
        let draw = prop_oneof![
            4 => (0usize..4).prop_map(Step::Leaf),
            1 => (-3i64..4).prop_map(|number| Step::Number(number.into())),
        ];
        (draw.clone(), prop::collection::vec((draw, operator(), any::<bool>(), any::<bool>()), 1..7)).prop_map(
            |(first, more)| {
                let mut steps = vec![first];
                for (operand, operator, negate, nest) in more {
                    steps.push(operand);
                    if negate {
                        steps.push(Step::Negate);
                    }
                    if nest {
                        steps.extend([Step::Number(2.into()), Step::Apply(Operator::Add)]);
                    }
                    steps.push(Step::Apply(operator));
                }
                formula(4, steps)
            },
        )
    }

    fn numbers_of(count: usize) -> impl Strategy<Value = Vec<Rational>> {
        let small = (-9i128..10, 1i128..5).prop_map(|(above, below)| Rational::new(above, below).unwrap());
        prop::collection::vec(small, count)
    }

    proptest! {
        #[test]
        fn the_values_are_the_mean_over_all_orders(
            worth in prop::collection::vec((-30i128..30, 1i128..7), 32),
            count in 1usize..=5,
        ) {
            let worth: Vec<Rational> =
                worth[..1 << count].iter().map(|(above, below)| Rational::new(*above, *below).unwrap()).collect();
            prop_assert_eq!(values(&worth, count).unwrap(), by_definition(&worth, count));
        }

        #[test]
        fn the_parts_of_any_formula_are_its_whole_change(
            formula in any_formula(),
            before in numbers_of(4),
            after in numbers_of(4),
        ) {
            let (Ok(start), Ok(end)) = (formula.at(&before), formula.at(&after)) else { return Ok(()) };
            let change = &end - &start;
            let along: Rational = along::parts(&formula, &before, &after).unwrap().into_iter().sum();
            prop_assert_eq!(&along, &change);
            if let Some(worth) = game(&formula, &before, &after) {
                prop_assert_eq!((&worth[0], &worth[15]), (&start, &end));
                let parts = values(&worth, 4).unwrap();
                // A factor that did not move, or does not occur, brings nothing.
                for (place, part) in parts.iter().enumerate() {
                    let occurs = formula.steps.contains(&Step::Leaf(place));
                    prop_assert!(part.is_zero() || (occurs && before[place] != after[place]));
                }
                prop_assert_eq!(parts.into_iter().sum::<Rational>(), change);
            }
        }

        #[test]
        fn each_set_has_what_the_formula_comes_to(
            formula in any_formula(),
            before in numbers_of(4),
            after in numbers_of(4),
        ) {
            let Some(worth) = game(&formula, &before, &after) else { return Ok(()) };
            for (set, worth) in worth.iter().enumerate() {
                let mixed: Vec<Rational> = (0..4)
                    .map(|place| if set >> place & 1 == 1 { after[place].clone() } else { before[place].clone() })
                    .collect();
                prop_assert_eq!(formula.at(&mixed).unwrap(), worth.clone());
            }
        }

        #[test]
        fn of_a_product_they_are_its_shares(before in numbers_of(6), after in numbers_of(6)) {
            let product = chain(&[Operator::Multiply; 5]);
            let worth = game(&product, &before, &after).unwrap();
            prop_assert_eq!(values(&worth, 6).unwrap(), shares(&before, &after));
        }
    }
}
