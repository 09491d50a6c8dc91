//! `caveat backlog`: the order by score, the cut of the sprint, broken dependencies and the business case.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::assess::priority::{self, Business, Fault, Payback, Placing, Ranked, Scale, Score, Sprint};
use crate::model::record::Item;
use crate::model::roadmap::{BacklogItem, Roadmap};
use crate::words;

use super::failure::Failure;
use super::{Said, json, open};

/// Print the backlog by score, with the cut of the sprint
///
/// RICE is reach times impact times confidence over effort; WSJF is the sum of business value, time criticality and risk
/// reduction over job size. What has no score says what is missing.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat backlog copilot.caveat\n  caveat backlog copilot.caveat --by wsjf\n  caveat backlog copilot.caveat --json"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// What to sort by
    #[arg(long, value_enum, default_value_t = By::Rice)]
    by: By,
    /// Print JSON: rates as fractions, null for what is not known
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
    said.text =
        if arguments.json { json::write(&json(roadmap, scale, &sprint))? } else { text(roadmap, scale, &sprint) };
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

#[derive(Serialize)]
struct Output<'a> {
    by: String,
    capacity: Option<f64>,
    used: f64,
    over: f64,
    items: Vec<Row<'a>>,
    broken_dependencies: Vec<Dependency>,
    business_case: Value,
}

#[derive(Serialize)]
struct Row<'a> {
    item: String,
    name: &'a str,
    rank: Option<usize>,
    rice: Scored,
    wsjf: Scored,
    points: Option<f64>,
    sum: Option<f64>,
    in_sprint: bool,
    placing: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct Scored {
    score: Option<f64>,
    missing: Vec<&'static str>,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct Dependency {
    item: String,
    needs: String,
    problem: String,
}

/// What can be said of the business case: what is missing, what is wrong, or the case itself.
#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Missing {
        missing: Vec<&'static str>,
    },
    Wrong {
        problems: Vec<String>,
    },
    Case {
        currency: String,
        value_per_year: (f64, f64),
        cost_per_year: (f64, f64),
        net_per_year: (f64, f64),
        build: Option<(f64, f64)>,
        /// Null where it never pays back.
        payback_months: Option<(Option<f64>, Option<f64>)>,
        words: String,
    },
}

fn json<'a>(roadmap: &'a Roadmap, scale: Scale, sprint: &Sprint) -> Output<'a> {
    let items = sprint.order.iter().enumerate();
    let cite = |id| roadmap.items.find(id).map(Item::cite).unwrap_or_default();
    let broken = priority::broken(roadmap);
    let broken = broken.iter().map(|broken| Dependency {
        item: cite(broken.id),
        needs: cite(broken.needs),
        problem: broken.words(roadmap),
    });
    Output {
        by: scale.label().to_lowercase(),
        capacity: sprint.room,
        used: sprint.used,
        over: sprint.over(),
        items: items.filter_map(|(at, ranked)| item_json(roadmap, sprint, at, ranked)).collect(),
        broken_dependencies: broken.collect(),
        business_case: business_json(priority::business(roadmap)),
    }
}

fn item_json<'a>(roadmap: &'a Roadmap, sprint: &Sprint, at: usize, ranked: &Ranked) -> Option<Row<'a>> {
    let item = roadmap.items.at(ranked.index)?;
    let scored = |scale| {
        let Score { value, missing, faults } = priority::score(item, scale);
        Scored {
            score: value,
            missing: missing.iter().map(|input| input.key()).collect(),
            problems: faults.iter().map(Fault::words).collect(),
        }
    };
    Some(Row {
        item: item.cite(),
        name: item.name.trim(),
        rank: ranked.rank,
        rice: scored(Scale::Rice),
        wsjf: scored(Scale::Wsjf),
        points: priority::Input::Points.sound(item),
        sum: sprint.sums.get(at).copied(),
        in_sprint: item.in_sprint,
        placing: match sprint.placings.get(at)? {
            Placing::AsScored => "as scored",
            Placing::PulledUp { .. } => "pulled up",
            Placing::PushedDown { .. } => "pushed down",
        },
        reason: priority::why(item),
    })
}

fn business_json(business: Business) -> Value {
    let months = |payback| match payback {
        Payback::Months(months) => Some(months),
        Payback::Never => None,
    };
    match business {
        Business::Missing(missing) => Value::Missing { missing },
        Business::Wrong(problems) => Value::Wrong { problems },
        Business::Case(case) => Value::Case {
            currency: case.currency.code().to_owned(),
            value_per_year: case.value,
            cost_per_year: case.cost,
            net_per_year: case.net,
            build: case.build,
            payback_months: case.payback.map(|(hopeful, careful)| (months(hopeful), months(careful))),
            words: case.words(),
        },
    }
}
