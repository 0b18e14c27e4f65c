//! Who may ask: only the page that this server has given out. The token is a part
//! of every path; Host and Origin tell a page of another site that has found the
//! port, by a name of its own or by posting to it.

use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 24;

/// What a request must show, and what every answer says.
#[derive(Clone, Debug)]
pub struct Guard {
    host: String,
    origin: String,
    policy: HeaderValue,
}

impl Guard {
    /// For a server that listens at `address`.
    pub fn new(address: SocketAddr) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
             font-src 'self'; connect-src 'self' ws://{address}; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
        );
        Self {
            host: address.to_string(),
            origin: format!("http://{address}"),
            policy: HeaderValue::from_str(&policy)
                .unwrap_or(HeaderValue::from_static("default-src 'none'")),
        }
    }

    /// Whether the own page asks. A browser names the origin of whatever could
    /// change something; following a link and loading a picture do not.
    fn lets_in(&self, request: &Request) -> bool {
        let header = |name: HeaderName| request.headers().get(name).map(HeaderValue::as_bytes);
        let is_upgrade = request.headers().contains_key("upgrade");
        let needs_origin = !matches!(*request.method(), Method::GET | Method::HEAD) || is_upgrade;
        let origin_fits = match header(ORIGIN) {
            Some(origin) => origin == self.origin.as_bytes(),
            None => !needs_origin,
        };
        header(HOST) == Some(self.host.as_bytes()) && origin_fits
    }
}

/// Refuses requests of others, and gives every answer its headers.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.lets_in(&request) {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    };
    let headers = response.headers_mut();
    // A page that runs nothing may have a policy of its own.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(guard.policy);
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A new token in hexadecimal digits.
///
/// # Errors
/// The system gives no random numbers.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
