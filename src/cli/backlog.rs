//! `caveat backlog`: the order by score, the cut of the sprint, broken dependencies and the business case.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::assess::priority::{self, Business, Placing, Ranked, Scale, Score, Sprint};
use crate::model::record::Item;
use crate::model::roadmap::{BacklogItem, Roadmap};
use crate::words;

use super::failure::Failure;
use super::{Said, open};

/// Print the backlog by score, with the cut of the sprint
///
/// RICE is reach times impact times confidence over effort; WSJF is business value, time criticality and risk reduction
/// over job size. What has no score says what is missing.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// What to sort by
    #[arg(long, value_enum, default_value_t = By::Rice)]
    by: By,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Reach, impact, confidence, effort
    Rice,
    /// Weighted shortest job first
    Wsjf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let scale = match arguments.by {
        By::Rice => Scale::Rice,
        By::Wsjf => Scale::Wsjf,
    };
    let roadmap = &opened.value.roadmap;
    let sprint = priority::sprint(roadmap, scale);
    said.text = if arguments.json { json(roadmap, scale, &sprint) } else { text(roadmap, scale, &sprint) };
    Ok(said)
}

fn text(roadmap: &Roadmap, scale: Scale, sprint: &Sprint) -> String {
    let mut text = String::new();
    if roadmap.items.is_empty() {
        say!(text, "The backlog is empty.");
    } else {
        say!(text, "{} by {}\n", counted(roadmap.items.len()), scale.label());
        say!(text, "Rank  {:<6}{:>10}{:>8}{:>8}  Item", "#", scale.label(), "Points", "Sum");
        for (at, ranked) in sprint.order.iter().enumerate() {
            if at == sprint.above {
                say!(text, "----  {}", cut(roadmap, sprint));
            }
            row(&mut text, roadmap, (ranked, scale), sprint, at);
        }
        if sprint.above == sprint.order.len() {
            say!(text, "----  {}", cut(roadmap, sprint));
        }
    }
    for words in priority::room_faults(roadmap) {
        say!(text, "\n{words}");
    }
    let broken = priority::broken(roadmap);
    if !broken.is_empty() {
        say!(text, "\nDependencies that the order breaks");
        for broken in broken {
            let cited = roadmap.items.find(broken.id).map(Item::cite).unwrap_or_default();
            say!(text, "  {cited}: {}", broken.words(roadmap));
        }
    }
    say!(text, "\nBusiness case");
    business(&mut text, roadmap);
    text
}

fn counted(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{} items", words::count(count as u64)) }
}

fn row(text: &mut String, roadmap: &Roadmap, (ranked, scale): (&Ranked, Scale), sprint: &Sprint, at: usize) {
    let Some(item) = roadmap.items.at(ranked.index) else { return };
    let rank = ranked.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
    let score = ranked.score.map_or_else(|| "–".to_owned(), words::score);
    let points = priority::Input::Points.sound(item).map_or_else(|| "–".to_owned(), words::number);
    let sum = sprint.sums.get(at).copied().map(words::number).unwrap_or_default();
    let name = if item.name.trim().is_empty() { "Unnamed item" } else { item.name.trim() };
    say!(text, "{rank:>4}  {:<6}{score:>10}{points:>8}{sum:>8}  {name}", item.cite());
    let lacks = priority::score(item, scale).lacks();
    if !lacks.is_empty() {
        say!(text, "{:>4}  {:<32}  {lacks}", "", "");
    }
    if let Some(placing) = sprint.placings.get(at).and_then(|placing| placing_words(*placing, item)) {
        say!(text, "{:>4}  {:<32}  {placing}", "", "");
    }
}

/// Where people and score differ.
fn placing_words(placing: Placing, item: &BacklogItem) -> Option<String> {
    let (text, explained) = match placing {
        Placing::AsScored => return None,
        Placing::PulledUp { explained } => ("Pulled above the cut", explained),
        Placing::PushedDown { explained } => ("Pushed below the cut", explained),
    };
    Some(if explained { format!("{text}: {}", priority::why(item)) } else { format!("{text}, without a reason") })
}

/// The line of the cut.
fn cut(roadmap: &Roadmap, sprint: &Sprint) -> String {
    let used = words::number(sprint.used);
    let Some(room) = sprint.room else { return format!("cut: {used} points in the sprint, no capacity set") };
    let mut text = format!("cut at {} points: {used} used", words::number(room));
    if let Some(reserve) = roadmap.reserve.map(crate::model::Number::get).filter(|reserve| *reserve > 0.0) {
        text.push_str(&format!(", {} held for defects", words::number(reserve)));
    }
    if sprint.over() > 0.0 {
        text.push_str(&format!(", {} over", words::number(sprint.over())));
    }
    text
}

fn business(text: &mut String, roadmap: &Roadmap) {
    match priority::business(roadmap) {
        Business::Missing(missing) => {
            let missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
            say!(text, "  Not set: {}.", words::series(&missing));
        }
        Business::Wrong(wrong) => wrong.iter().for_each(|wrong| say!(text, "  {wrong}.")),
        Business::Case(case) => {
            say!(text, "  Value a year:    {}", case.range(case.value));
            say!(text, "  Running cost:    {}", case.range(case.cost));
            if let Some(build) = case.build {
                say!(text, "  To build:        {}", case.range(build));
            }
            say!(text, "  Remains a year:  {}", case.range(case.net));
            say!(text, "  {}", case.words());
        }
    }
}

fn json(roadmap: &Roadmap, scale: Scale, sprint: &Sprint) -> String {
    let items: Vec<String> =
        sprint.order.iter().enumerate().filter_map(|(at, ranked)| item_json(roadmap, sprint, at, ranked)).collect();
    let broken = priority::broken(roadmap);
    let cite = |id| string(&roadmap.items.find(id).map(Item::cite).unwrap_or_default());
    let broken: Vec<String> = broken
        .iter()
        .map(|broken| {
            let (item, needs) = (cite(broken.id), cite(broken.needs));
            format!("    {{\"item\": {item}, \"needs\": {needs}, \"problem\": {}}}", string(&broken.words(roadmap)))
        })
        .collect();
    format!(
        "{{\n  \"by\": {},\n  \"capacity\": {},\n  \"used\": {},\n  \"over\": {},\n  \"items\": {},\n  \"broken_dependencies\": {},\n  \"business_case\": {}\n}}\n",
        string(&scale.label().to_lowercase()),
        number(sprint.room),
        number(Some(sprint.used)),
        number(Some(sprint.over())),
        list(&items),
        list(&broken),
        business_json(&priority::business(roadmap)),
    )
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", items.join(",\n")) }
}

fn item_json(roadmap: &Roadmap, sprint: &Sprint, at: usize, ranked: &Ranked) -> Option<String> {
    let item = roadmap.items.at(ranked.index)?;
    let scored = |scale| {
        let Score { value, missing, faults } = priority::score(item, scale);
        let missing: Vec<String> = missing.iter().map(|input| string(input.key())).collect();
        let faults: Vec<String> = faults.iter().map(|fault| string(&fault.words())).collect();
        let (missing, faults) = (missing.join(", "), faults.join(", "));
        format!("{{\"score\": {}, \"missing\": [{missing}], \"problems\": [{faults}]}}", number(value))
    };
    let placing = match sprint.placings.get(at)? {
        Placing::AsScored => "as scored",
        Placing::PulledUp { .. } => "pulled up",
        Placing::PushedDown { .. } => "pushed down",
    };
    Some(format!(
        "    {{\"item\": {}, \"name\": {}, \"rank\": {}, \"rice\": {}, \"wsjf\": {}, \"points\": {}, \"sum\": {}, \"in_sprint\": {}, \"placing\": {}, \"reason\": {}}}",
        string(&item.cite()),
        string(item.name.trim()),
        ranked.rank.map_or_else(|| "null".to_owned(), |rank| rank.to_string()),
        scored(Scale::Rice),
        scored(Scale::Wsjf),
        number(priority::Input::Points.sound(item)),
        number(sprint.sums.get(at).copied()),
        item.in_sprint,
        string(placing),
        string(&priority::why(item)),
    ))
}

fn business_json(business: &Business) -> String {
    match business {
        Business::Missing(missing) => {
            let missing: Vec<String> = missing.iter().map(|label| string(label)).collect();
            format!("{{\"missing\": [{}]}}", missing.join(", "))
        }
        Business::Wrong(wrong) => {
            let wrong: Vec<String> = wrong.iter().map(|wrong| string(wrong)).collect();
            format!("{{\"problems\": [{}]}}", wrong.join(", "))
        }
        Business::Case(case) => {
            let range = |(low, high): (f64, f64)| format!("[{}, {}]", number(Some(low)), number(Some(high)));
            let months = |payback| match payback {
                priority::Payback::Months(months) => number(Some(months)),
                priority::Payback::Never => "null".to_owned(),
            };
            let payback = case.payback.map_or_else(
                || "null".to_owned(),
                |(hopeful, careful)| format!("[{}, {}]", months(hopeful), months(careful)),
            );
            format!(
                "{{\"currency\": {}, \"value_per_year\": {}, \"cost_per_year\": {}, \"net_per_year\": {}, \"build\": {}, \"payback_months\": {payback}, \"words\": {}}}",
                string(case.currency.code()),
                range(case.value),
                range(case.cost),
                range(case.net),
                case.build.map_or_else(|| "null".to_owned(), range),
                string(&case.words()),
            )
        }
    }
}

/// A number of JSON: what is not finite has none.
fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(|| "null".to_owned(), |value| value.to_string())
}

/// A string of JSON.
fn string(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            letter
                if letter.is_control()
                    || ('\u{2028}'..='\u{202e}').contains(&letter)
                    || ('\u{2066}'..='\u{2069}').contains(&letter) =>
            {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_json_hold_anything() {
        assert_eq!(string("a \"b\"\\\n\t\u{202e}é"), "\"a \\\"b\\\"\\\\\\n\\u0009\\u202eé\"");
        assert_eq!((number(Some(f64::INFINITY)), number(Some(0.5))), ("null".to_owned(), "0.5".to_owned()));
    }
}
