//! How numbers, dates and names are said in a Vietnamese text: the functions
//! behind the filters of a merge.
//!
//! A function here takes and gives plain texts and [`number::Number`]s; what a
//! filter is, is not known. A new way of saying something is a function in the
//! file of what it says; a new thing to say is a file of its own.
//!
//! May depend on `model`.

pub mod date;
pub mod figures;
pub mod letters;
pub mod number;
pub mod place;
pub mod words;
