//! The one test binary of the package: each further one would link Typst
//! again. A new group of tests is a module here.

mod samples;
