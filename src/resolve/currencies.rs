//! Which currencies there are.

use crate::plan::unit::Currency;

/// The active currencies of ISO 4217.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// What people write for a currency besides its code.
const WORDS: &[(&str, &str)] = &[
    ("円", "JPY"),
    ("¥", "JPY"),
    ("日本円", "JPY"),
    ("yen", "JPY"),
    ("ドル", "USD"),
    ("米ドル", "USD"),
    ("$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("ユーロ", "EUR"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("ポンド", "GBP"),
    ("£", "GBP"),
    ("元", "CNY"),
    ("人民元", "CNY"),
    ("ウォン", "KRW"),
];

/// The currency that a code or word means, where there is one. `円` means JPY; `jpy` is not taken for it, but offered.
pub(super) fn currency(written: &str) -> Option<Currency> {
    let code = WORDS.iter().find(|(word, _)| *word == written).map_or(written, |(_, code)| code);
    CODES.binary_search(&code).ok().and_then(|_| Currency::new(code))
}

/// Every code, for a suggestion.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        assert!(CODES.is_sorted());
        assert!(WORDS.iter().all(|(word, _)| currency(word).is_some()));
    }

    #[test]
    fn words_mean_codes_and_unknown_codes_nothing() {
        assert_eq!(currency("円").map(|c| c.code().to_owned()).as_deref(), Some("JPY"));
        assert_eq!(currency("JPY").map(|c| c.code().to_owned()).as_deref(), Some("JPY"));
        assert_eq!(currency("JPN"), None);
        assert_eq!(currency("jpy"), None);
    }
}
