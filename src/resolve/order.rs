//! The order in which numbers are computed, and circles among them.

/// An order in which each number comes after those that it is computed from.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) numbers: Vec<usize>,
    /// Those that are computed from themselves, in circles: each the way round, from the first in the text.
    pub(super) circles: Vec<Vec<usize>>,
    /// By number: whether a circle makes it impossible.
    pub(super) is_circular: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// On the way, at this place.
    Open(usize),
    Done,
}

/// Orders numbers by what each is computed from. Linear, and without recursion: a chain may be as long as a plan.
pub(super) fn order(dependencies: &[Vec<usize>]) -> Order {
    let mut order = Order { numbers: Vec::new(), circles: Vec::new(), is_circular: vec![false; dependencies.len()] };
    let mut states = vec![State::Unseen; dependencies.len()];
    for start in 0..dependencies.len() {
        if states[start] != State::Unseen {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        states[start] = State::Open(0);
        while let Some((number, next)) = path.last_mut() {
            let number = *number;
            let Some(&dependency) = dependencies[number].get(*next) else {
                states[number] = State::Done;
                order.numbers.push(number);
                path.pop();
                continue;
            };
            *next += 1;
            match states[dependency] {
                State::Done => {}
                State::Unseen => {
                    states[dependency] = State::Open(path.len());
                    path.push((dependency, 0));
                }
                State::Open(place) => order.close(&path[place..], number, dependency),
            }
        }
    }
    order
}

impl Order {
    /// Notes the circle that ends in `last`. A circle that runs into one that is known is not told again.
    fn close(&mut self, circle: &[(usize, usize)], last: usize, first: usize) {
        let known = self.is_circular[first];
        self.is_circular[last] = true;
        if known {
            return;
        }
        let mut numbers: Vec<usize> = circle.iter().map(|(number, _)| *number).collect();
        let earliest = numbers.iter().enumerate().min_by_key(|(_, number)| **number).map_or(0, |(place, _)| place);
        numbers.rotate_left(earliest);
        for &number in &numbers {
            self.is_circular[number] = true;
        }
        self.circles.push(numbers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_told_once_from_its_first_number() {
        // 0 needs 2, 2 needs 1, 1 needs 2; 3 needs 3.
        let order = order(&[vec![2], vec![2], vec![1], vec![3]]);
        assert_eq!(order.circles, [vec![1, 2], vec![3]]);
        assert_eq!(order.is_circular, [false, true, true, true]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let chain: Vec<Vec<usize>> = (0..200_000).map(|n| if n + 1 < 200_000 { vec![n + 1] } else { vec![] }).collect();
        assert_eq!(order(&chain).numbers.first(), Some(&199_999));
    }

    proptest! {
        #[test]
        fn what_is_in_no_circle_comes_after_what_it_needs(
            graph in proptest::collection::vec(proptest::collection::vec(0usize..20, 0..4), 20)
        ) {
            let order = order(&graph);
            let mut place = vec![0; graph.len()];
            for (at, number) in order.numbers.iter().enumerate() {
                place[*number] = at;
            }
            for (number, needs) in graph.iter().enumerate() {
                for need in needs {
                    prop_assert!(order.is_circular[number] || order.is_circular[*need] || place[*need] < place[number]);
                }
            }
        }
    }
}
