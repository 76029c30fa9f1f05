//! The fixed words of the language that more than one layer speaks of.

/// Declares an enum whose variants are words of the language, with the list of them and both directions.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every word, in the order of the language's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is written in a plan.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The variant that a word writes.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

vocabulary! {
    /// How long a plan's life has lasted; it decides how many indicators are workable.
    Phase { Launch = "launch", Growth = "growth", Mature = "mature" }
}

vocabulary! {
    /// The article's three layers: what people do, what it leads to, what it is for.
    Layer { Activity = "activity", Intermediate = "intermediate", Final = "final" }
}

vocabulary! {
    /// How far ahead an indicator looks.
    Horizon { Short = "short", Long = "long" }
}

vocabulary! {
    /// What a period is held to be.
    Status {
        Ok = "ok", Warn = "warn", Fail = "fail",
        /// There is no value to judge.
        NoData = "no-data",
        /// There is a value, but too little behind it to judge by.
        TooFew = "too-few",
    }
}

vocabulary! {
    /// Which side of its target a value should be on.
    Direction { AtLeast = "at-least", AtMost = "at-most", Between = "between" }
}

vocabulary! {
    /// A day of the week, as in `workdays mon..fri`.
    Weekday { Mon = "mon", Tue = "tue", Wed = "wed", Thu = "thu", Fri = "fri", Sat = "sat", Sun = "sun" }
}

vocabulary! {
    /// A month, as in `fiscal year from april`.
    MonthName {
        January = "january", February = "february", March = "march", April = "april", May = "may", June = "june",
        July = "july", August = "august", September = "september", October = "october", November = "november",
        December = "december",
    }
}

vocabulary! {
    /// What a row aggregate does.
    Function {
        Count = "count", Sum = "sum", Avg = "avg", Min = "min", Max = "max", Median = "median",
        Percentile = "percentile",
        /// The sum over the oldest date of the period: an opening stock.
        First = "first",
        /// The sum over the newest date of the period: a closing stock.
        Last = "last",
    }
}

vocabulary! {
    /// A unit of time that a value can be written in.
    DurationUnit {
        Seconds = "seconds", Minutes = "minutes", Hours = "hours", Days = "days", Weeks = "weeks", Months = "months",
        WorkingDays = "working days",
    }
}
