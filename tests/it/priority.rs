//! Scores, cut and business case hold for any numbers that a workbook can hold.

use caveat::assess::priority::{self, Business, Payback, Scale};
use caveat::model::roadmap::{BacklogItem, Roadmap};
use caveat::model::{Id, Money, Number, Rate};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

/// Numbers as people and hostile files write them.
fn number() -> impl Strategy<Value = Option<Number>> {
    prop_oneof![
        prop::option::of(any::<f64>()),
        prop::option::of(-3.0..30.0_f64),
        prop::sample::select(vec![Some(3.0), Some(2.0), Some(1.0), Some(0.5), Some(0.25), Some(0.0)]),
    ]
    .prop_map(|value| value.and_then(Number::new))
}

fn item() -> impl Strategy<Value = BacklogItem> {
    let inputs = (number(), number(), prop::option::of(0.0..=1.0_f64), number());
    let relative = (number(), number(), number(), number());
    let place = (number(), any::<bool>(), any::<bool>(), vec(0_u64..12, 0..3));
    (inputs, relative, place).prop_map(|(inputs, relative, (points, in_sprint, explained, needs))| BacklogItem {
        reach: inputs.0,
        impact: inputs.1,
        confidence: inputs.2.and_then(Rate::new),
        effort: inputs.3,
        business_value: relative.0,
        time_criticality: relative.1,
        risk_reduction: relative.2,
        job_size: relative.3,
        points,
        in_sprint,
        reason: if explained { "Because".to_owned() } else { String::new() },
        depends_on: needs.into_iter().map(Id).collect(),
        ..BacklogItem::default()
    })
}

fn roadmap() -> impl Strategy<Value = Roadmap> {
    (vec(item(), 0..12), number(), number()).prop_map(|(items, capacity, reserve)| {
        let numbered = items.into_iter().zip(1_u32..);
        let items = numbered.map(|(item, number)| BacklogItem { id: Id(u64::from(number)), number, ..item }).collect();
        Roadmap { items, capacity, reserve, ..Roadmap::default() }
    })
}

fn money() -> impl Strategy<Value = Option<Money>> {
    let amount = prop_oneof![any::<i64>(), -5..2_000_i64];
    prop::option::of((amount, any::<bool>())).prop_map(|amount| {
        let (amount, euro) = amount?;
        format!("{} {amount}", if euro { "EUR" } else { "USD" }).parse().ok()
    })
}

proptest! {
    #[test]
    fn every_item_is_in_the_order_once_and_every_sum_is_a_number(roadmap in roadmap()) {
        for scale in [Scale::Rice, Scale::Wsjf] {
            let cut = priority::sprint(&roadmap, scale);
            let mut ids: Vec<Id> = cut.order.iter().map(|item| item.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), roadmap.items.len());
            assert!(cut.order.iter().all(|item| item.score.is_none_or(|score| score.is_finite() && score >= 0.0)));
            let sorted = |part: &[priority::Ranked]| part.windows(2).all(|pair| pair[0].score >= pair[1].score);
            assert!(sorted(&cut.order[..cut.above]) && sorted(&cut.order[cut.above..]));
            assert!(cut.sums.iter().all(|sum| sum.is_finite()) && cut.sums.is_sorted());
            assert!(cut.used.is_finite() && cut.over() >= 0.0 && cut.over().is_finite());
            for item in roadmap.items.iter() {
                let score = priority::score(item, scale);
                assert_eq!(score.value.is_none(), !score.lacks().is_empty());
            }
        }
        for broken in priority::broken(&roadmap) {
            assert!(!broken.words(&roadmap).is_empty());
        }
    }

    #[test]
    fn filling_by_score_settles_at_once(roadmap in roadmap()) {
        let cut = priority::sprint(&roadmap, Scale::Rice);
        let mut filled = roadmap.clone();
        for at in 0..filled.items.len() {
            let item = filled.items.at_mut(at).unwrap();
            item.in_sprint = cut.proposed.contains(&item.id);
        }
        let again = priority::sprint(&filled, Scale::Rice);
        let unexplained = |placing: &priority::Placing| {
            matches!(placing, priority::Placing::PulledUp { explained: false })
        };
        assert!(!again.placings.iter().any(unexplained), "{again:?}");
    }

    #[test]
    fn a_business_case_is_a_range_or_says_why_not(amounts in vec(money(), 6)) {
        let [value_low, value_high, cost_low, cost_high, build_low, build_high] = amounts[..] else { return Ok(()) };
        let roadmap =
            Roadmap { value_low, value_high, cost_low, cost_high, build_low, build_high, ..Roadmap::default() };
        match priority::business(&roadmap) {
            Business::Missing(missing) => assert!(!missing.is_empty()),
            Business::Wrong(wrong) => assert!(!wrong.is_empty()),
            Business::Case(case) => {
                assert!(case.net.0 <= case.net.1);
                assert!(!case.words().contains("NaN") && !case.words().contains("inf "));
                if let Some((hopeful, careful)) = case.payback {
                    let months = |payback| if let Payback::Months(months) = payback { months } else { f64::INFINITY };
                    assert!(months(hopeful) <= months(careful) && months(hopeful) >= 0.0);
                }
            }
        }
    }
}
