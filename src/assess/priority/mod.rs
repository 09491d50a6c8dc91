//! What is done next: scores with their inputs checked, the cut of a sprint, what is broken by the order, the board of
//! horizons, and a business case in ranges.
//!
//! Sources. RICE: Sean `McBride`, "RICE: Simple prioritization for product managers" (Intercom, 2016): reach times impact times
//! confidence over effort, impact from 3 (massive) to 0.25 (minimal). WSJF, weighted shortest job first: Donald Reinertsen,
//! "The Principles of Product Development Flow" (2009), cost of delay over duration; with the relative scales of the Scaled
//! Agile Framework, where the cost of delay is business value plus time criticality plus risk reduction, and each scale runs
//! from 1 to 20 (in practice 1, 2, 3, 5, 8, 13, 20) against the other items.
//!
//! A score sorts; people decide. Nothing here changes what people chose: it says where their choice and the score differ.

mod board;
mod business;
mod dependency;
mod input;
mod moves;
mod score;
mod sprint;

pub use board::{Board, Reached, Tray, board, doubt};
pub use business::{Business, Case, Payback, business};
pub use dependency::{Breach, Broken, broken};
pub use input::Input;
pub use moves::{Move, moves};
pub use score::{Fault, Scale, Score, formula, score};
pub use sprint::{Placing, Ranked, Sprint, rank, room, room_faults, sprint, why};
