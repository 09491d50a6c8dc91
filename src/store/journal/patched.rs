//! A text that is changed often, mostly near the place of the change before: bytes with a gap where the last change was, so that a
//! journal of thousands of words typed into a workbook of megabytes does not move the megabytes for each of them.

/// The text, with room for the next change.
#[derive(Debug)]
pub(super) struct Patched {
    /// What stands before the gap, from the beginning.
    before: Vec<u8>,
    /// What stands after it, from the end backwards.
    after: Vec<u8>,
}

impl Patched {
    pub(super) fn new(text: &str) -> Self {
        Self { before: text.as_bytes().to_vec(), after: Vec::new() }
    }

    /// The text as it is now.
    pub(super) fn into_text(mut self) -> String {
        self.before.extend(self.after.into_iter().rev());
        // only whole characters were replaced by whole ones, so nothing is lost here
        String::from_utf8(self.before).unwrap_or_default()
    }

    fn length(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// Whether a character begins at this place, or the text ends there.
    fn is_boundary(&self, at: usize) -> bool {
        let byte = match at.checked_sub(self.before.len()) {
            None => self.before.get(at),
            Some(beyond) => self.after.len().checked_sub(beyond + 1).and_then(|from_end| self.after.get(from_end)),
        };
        at == self.length() || byte.is_some_and(|byte| byte & 0xc0 != 0x80)
    }

    /// Replaces some bytes. `false` if they are not there; the text is then as before.
    pub(super) fn apply(&mut self, cuts: &[(usize, usize, String)]) -> bool {
        let mut last = usize::MAX;
        for (start, end, _) in cuts {
            // from the end to the beginning, so that places stay what they were
            if start > end || *end > last || !self.is_boundary(*start) || !self.is_boundary(*end) {
                return false;
            }
            last = *start;
        }
        for (start, end, with) in cuts {
            self.move_gap(*end);
            self.before.truncate(*start);
            self.before.extend_from_slice(with.as_bytes());
        }
        true
    }

    /// Lets the gap be at this place, which is one.
    fn move_gap(&mut self, at: usize) {
        if at <= self.before.len() {
            let moved = self.before.split_off(at);
            self.after.extend(moved.into_iter().rev());
        } else {
            let kept = self.length() - at;
            let moved = self.after.split_off(kept.min(self.after.len()));
            self.before.extend(moved.into_iter().rev());
        }
    }
}
