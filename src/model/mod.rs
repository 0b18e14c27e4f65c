//! What a plan is: the neutral tree that readers build ([`node`]), the checked
//! plan, and the tables of the decree that belong to its content.
//!
//! May depend on `origin` and `diagnostic`.

pub mod fields;
pub mod marker;
pub mod node;
