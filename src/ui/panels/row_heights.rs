//! How high the rows of a table are whose texts wrap: measured once for each state of the workbook and each width.

/// The heights, as they were last measured.
#[derive(Debug, Default)]
pub struct RowHeights {
    of: Option<(u64, u32)>,
    each: Vec<f32>,
}

impl RowHeights {
    /// The heights of `count` rows at a width; `measure` is asked again only if something is another.
    pub fn get(&mut self, (revision, width): (u64, f32), count: usize, measure: impl FnMut(usize) -> f32) -> Vec<f32> {
        let of = Some((revision, width.to_bits()));
        if self.of != of || self.each.len() != count {
            *self = Self { of, each: (0..count).map(measure).collect() };
        }
        self.each.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_measured_again_when_something_is_another() {
        let mut heights = RowHeights::default();
        let mut measured = 0;
        for (revision, width, count) in [(1, 10.0, 2), (1, 10.0, 2), (2, 10.0, 2), (2, 11.0, 2), (2, 11.0, 3)] {
            let all = heights.get((revision, width), count, |at| {
                measured += 1;
                at as f32
            });
            assert_eq!(all.len(), count);
        }
        assert_eq!(measured, 2 + 2 + 2 + 3);
    }
}
