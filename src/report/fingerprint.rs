//! What makes a finding the same one in the next run, whatever else moved.

/// 32 hexadecimal digits that follow from the parts and from nothing else (FNV-1a of 128 bits: no secret is kept by it,
/// it only has to be the same on every machine).
#[must_use]
pub fn fingerprint(parts: &[&str]) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut hash = BASIS;
    for part in parts {
        // No byte of UTF-8 is 0xff: what ends one part is in no other.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_and_their_order_make_it() {
        assert_eq!(fingerprint(&["missing-owner", "plan.kpi"]), fingerprint(&["missing-owner", "plan.kpi"]));
        let all = [&["ab", "c"][..], &["a", "bc"], &["c", "ab"], &["abc"], &["abc", ""], &[]];
        for (place, one) in all.iter().enumerate() {
            assert_eq!(fingerprint(one).len(), 32);
            assert!(all[..place].iter().all(|other| fingerprint(other) != fingerprint(one)), "{one:?}");
        }
    }
}
