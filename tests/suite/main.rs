//! The one test binary: each further one would link Typst again.

mod input;
