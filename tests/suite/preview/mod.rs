//! `kehoach preview`: what it knows of pages, the server, the page in a browser.

mod layers;
