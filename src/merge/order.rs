//! The order of what both sides have put in order: which keys stand where. Knows nothing of what the keys stand for.

use std::collections::BTreeSet;

/// The merged order: what both sides have in the order of the side that reordered it, what one side alone has after its
/// neighbor there, ours before theirs. `None` if both reordered and it matters who is asked first.
pub(super) fn merged<K: Ord + Copy>(base: &[K], ours: &[K], theirs: &[K]) -> Option<Vec<K>> {
    let common = skeleton(base, ours, theirs)?;
    Some(woven(common, ours, theirs))
}

/// The order of ours, or of theirs, for what both have, with what each side alone has woven in.
pub(super) fn by_side<K: Ord + Copy>(leading: &[K], ours: &[K], theirs: &[K]) -> Vec<K> {
    let both = in_both(ours, theirs);
    woven(restricted(leading, &both), ours, theirs)
}

fn in_both<K: Ord + Copy>(ours: &[K], theirs: &[K]) -> BTreeSet<K> {
    let ours: BTreeSet<K> = ours.iter().copied().collect();
    theirs.iter().filter(|key| ours.contains(key)).copied().collect()
}

fn restricted<K: Ord + Copy>(keys: &[K], to: &BTreeSet<K>) -> Vec<K> {
    keys.iter().filter(|key| to.contains(key)).copied().collect()
}

/// The order of what both sides have.
fn skeleton<K: Ord + Copy>(base: &[K], ours: &[K], theirs: &[K]) -> Option<Vec<K>> {
    let both = in_both(ours, theirs);
    let (one, other) = (restricted(ours, &both), restricted(theirs, &both));
    if one == other {
        return Some(one);
    }
    let old = restricted(base, &both);
    let known: BTreeSet<K> = old.iter().copied().collect();
    if restricted(&other, &known) == old {
        return Some(one);
    }
    if restricted(&one, &known) == old {
        return Some(other);
    }
    let (theirs_on_ours, ours_on_theirs) = (moved_after(&old, &other, &one), moved_after(&old, &one, &other));
    (theirs_on_ours == ours_on_theirs).then_some(theirs_on_ours)
}

/// `onto` with the moves from `before` to `after` made in it: each moved key after its neighbor of `after`.
fn moved_after<K: Ord + Copy>(before: &[K], after: &[K], onto: &[K]) -> Vec<K> {
    let stays: BTreeSet<K> = crate::difference::sequence::common(before, after)
        .into_iter()
        .filter_map(|(at, _)| before.get(at))
        .copied()
        .collect();
    let moved: BTreeSet<K> = after.iter().filter(|key| !stays.contains(key)).copied().collect();
    let rest: Vec<K> = onto.iter().filter(|key| !moved.contains(key)).copied().collect();
    weave(rest, after, &moved, &BTreeSet::new())
}

fn woven<K: Ord + Copy>(common: Vec<K>, ours: &[K], theirs: &[K]) -> Vec<K> {
    let both: BTreeSet<K> = common.iter().copied().collect();
    let alone = |keys: &[K]| -> BTreeSet<K> { keys.iter().filter(|key| !both.contains(key)).copied().collect() };
    let (mine, other) = (alone(ours), alone(theirs));
    let woven = weave(common, ours, &mine, &BTreeSet::new());
    weave(woven, theirs, &other, &mine)
}

/// Puts those keys of `own` that are in `new` after the neighbor that they have there, past what is in `past`.
fn weave<K: Ord + Copy>(mut into: Vec<K>, own: &[K], new: &BTreeSet<K>, past: &BTreeSet<K>) -> Vec<K> {
    if new.is_empty() {
        return into;
    }
    let mut neighbor = None;
    for key in own {
        if new.contains(key) {
            let after = neighbor.and_then(|neighbor| into.iter().position(|other| *other == neighbor));
            let mut to = after.map_or(0, |at| at + 1);
            while into.get(to).is_some_and(|other| past.contains(other)) {
                to += 1;
            }
            into.insert(to, *key);
        }
        neighbor = Some(*key);
    }
    into
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn one_sides_order_is_taken_and_additions_of_both_are_kept() {
        for (base, ours, theirs, wanted) in [
            ("abc", "abc", "cab", Some("cab")),
            ("abc", "cab", "abc", Some("cab")),
            ("abc", "abxc", "abyc", Some("abxyc")),
            ("abc", "xabc", "abcy", Some("xabcy")),
            ("abc", "ac", "abxc", Some("abxc")),
            ("abcdef", "bacdef", "abcdfe", Some("bacdfe")),
            ("abc", "bca", "cab", None),
            ("", "ab", "cd", Some("abcd")),
        ] {
            let keys = |text: &str| text.chars().collect::<Vec<_>>();
            let got = merged(&keys(base), &keys(ours), &keys(theirs));
            let got = got.map(|keys| keys.into_iter().collect::<String>());
            assert_eq!(got.as_deref(), wanted, "{base} {ours} {theirs}");
        }
    }
}
