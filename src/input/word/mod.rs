//! Word documents (.docx): what an office has written, read as a plan.

mod flow;
