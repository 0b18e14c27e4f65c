//! Listens on this machine's own address and gives each request to its function.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post, put};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use super::app::App;
use super::guard::{Guard, guard, token};
use super::instance::{Found, Instance};
use super::{PreviewOptions, ToOpen, assets, batch, files, live, pages};
use crate::diagnostic::{Diagnostic, io_reason};
use crate::typeset::STACK;

/// The port where none is named.
const USUAL_PORT: u16 = 30202;

/// So many pages and files are made at the same time.
const BLOCKING_THREADS: usize = 4;

/// A preview that has been started.
pub struct Server {
    /// The address of the page that was asked for.
    pub url: String,
    /// Whether a browser has been given it.
    pub is_open: bool,
    running: Option<Running>,
}

/// A server of this process.
struct Running {
    runtime: Runtime,
    stop: watch::Sender<bool>,
    ended: watch::Receiver<bool>,
    app: Arc<App>,
    instance: Instance,
}

/// Starts the server, or finds the one that runs, and opens the page of the plan in
/// `files`, or the one to begin with.
///
/// # Errors
/// The plan is not there, or the system refuses.
pub fn start(files: Option<ToOpen>, options: &PreviewOptions) -> Result<Server, Diagnostic> {
    let files = files.map(absolute);
    match Instance::find(&options.folder)? {
        Found::Other(other) => {
            let page = files.map_or(Ok(String::new()), |files| other.open(&files))?;
            let is_open = options.open && other.show(&page);
            Ok(Server { url: other.url(&page), is_open, running: None })
        }
        Found::First(instance) => {
            let running = Running::start(instance, options)?;
            let page = files.map_or(Ok(String::new()), |files| {
                running.app.open(files).map(|plan| format!("plan/{}", plan.id))
            })?;
            let is_open = options.open && running.app.show(&page);
            Ok(Server { url: running.app.url(&page), is_open, running: Some(running) })
        }
    }
}

impl Server {
    /// Whether the page is another process's.
    pub fn is_elsewhere(&self) -> bool {
        self.running.is_none()
    }

    /// Ends the server when called.
    pub fn stopper(&self) -> impl Fn() + Send + Sync + use<> {
        let stop = self.running.as_ref().map(|running| running.stop.clone());
        move || {
            if let Some(stop) = &stop {
                stop.send_replace(true);
            }
        }
    }

    /// Waits for the end: nobody looks any more, or it was stopped.
    pub fn wait(mut self) {
        let Some(running) = self.running.take() else { return };
        // The instance is given back when all is done.
        let Running { runtime, mut ended, app, instance, .. } = running;
        // The sender's end is an end too.
        let _ = runtime.block_on(ended.wait_for(|ended| *ended));
        runtime.shutdown_background();
        app.end();
        drop(instance);
    }
}

/// The browser may stand in another folder than this process.
fn absolute(files: ToOpen) -> ToOpen {
    let whole = |path: std::path::PathBuf| std::path::absolute(&path).unwrap_or(path);
    ToOpen { plan: whole(files.plan), rows: files.rows.map(whole) }
}

impl Running {
    /// A server that has begun to listen.
    fn start(instance: Instance, options: &PreviewOptions) -> Result<Self, Diagnostic> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(BLOCKING_THREADS)
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(|error| refused(&error))?;
        let token = token().map_err(|_| no_chance())?;
        let listener = runtime.block_on(listen(options.port))?;
        let address = listener.local_addr().map_err(|error| refused(&error))?;
        let app = Arc::new(App::new(options, &format!("http://{address}/{token}/"))?);
        instance.announce(address, &token).map_err(|error| unannounced(&error))?;
        let (stop, mut stopped) = watch::channel(false);
        let (end, ended) = watch::channel(false);
        let router = router(app.clone(), &token, Guard::new(address));
        let (lasting, idle) = (app.clone(), options.idle);
        runtime.spawn(async move {
            let serve = axum::serve(listener, router);
            tokio::select! {
                _ = serve => {}
                _ = stopped.wait_for(|stop| *stop) => {}
                () = lasting.deserted(idle) => {}
            }
            end.send_replace(true);
        });
        Ok(Self { runtime, stop, ended, app, instance })
    }
}

/// Every address that there is.
fn router(app: Arc<App>, token: &str, known: Guard) -> Router {
    let small = Router::new()
        .route("/page/{name}", get(assets::asset))
        .route("/live", get(live::start))
        .route("/api/start", get(files::start))
        .route("/api/open", post(files::open))
        .route("/api/show", post(files::show))
        .route("/api/forget", post(files::forget))
        .route("/api/blank", get(files::blank))
        .route("/api/sample", post(files::sample))
        .route("/rules/{id}", get(pages::rule))
        .route("/plan/{id}", get(assets::plan))
        .route("/plan/{id}/live", get(live::live))
        .route("/plan/{id}/svg/{name}", get(pages::svg))
        .route("/plan/{id}/text/{name}", get(pages::text))
        .route("/plan/{id}/font/{style}", get(pages::font))
        .route("/plan/{id}/communes", get(pages::communes))
        .route("/plan/{id}/cell", get(pages::cell))
        .route("/plan/{id}/pdf", get(pages::pdf))
        .route("/plan/{id}/annotated", get(pages::annotated))
        .route("/plan/{id}/report", get(pages::report))
        .route("/plan/{id}/batch", post(batch::start))
        .route("/plan/{id}/batch/stop", post(batch::stop))
        .route("/plan/{id}/batch/zip", get(batch::zip))
        .route("/plan/{id}/batch/report", get(batch::report));
    let large = Router::new()
        .route("/api/upload", post(files::upload))
        .route("/plan/{id}/file/{name}", put(files::replace))
        .layer(DefaultBodyLimit::max(files::MOST_TOGETHER));
    // What is not below the token is not there.
    Router::new()
        .route(&format!("/{token}/"), get(assets::start))
        .nest(&format!("/{token}"), small.merge(large))
        .layer(from_fn_with_state(app.clone(), touch))
        .layer(from_fn_with_state(known, guard))
        .with_state(app)
}

/// Listens on `port`; where none is named, on the usual one or any that is free.
async fn listen(port: Option<u16>) -> Result<TcpListener, Diagnostic> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let Some(port) = port else {
        return match bind(USUAL_PORT).await {
            Ok(listener) => Ok(listener),
            Err(_) => bind(0).await.map_err(|error| refused(&error)),
        };
    };
    bind(port).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            let message = format!("Cổng {port} đang có chương trình khác dùng.");
            Diagnostic::general("port-in-use", message)
                .hint("bỏ tùy chọn --port để chương trình tự chọn cổng, hoặc cho cổng khác")
        }
        _ => refused(&error),
    })
}

fn refused(error: &io::Error) -> Diagnostic {
    let message = format!("Không mở được cổng trên máy này: {}.", io_reason(error));
    Diagnostic::general("no-port", message)
        .hint("bỏ tùy chọn --port để chương trình tự chọn cổng, hoặc cho cổng khác")
}

/// A request of the own page keeps the server going.
async fn touch(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    app.touch();
    next.run(request).await
}

fn unannounced(error: &io::Error) -> Diagnostic {
    let message = format!("Không ghi được vào thư mục riêng của người dùng: {}.", io_reason(error));
    Diagnostic::general("no-folder", message).hint("xem ổ đĩa còn đủ chỗ không")
}

fn no_chance() -> Diagnostic {
    Diagnostic::general("no-random", "Hệ điều hành không cho số ngẫu nhiên.")
        .hint("khởi động lại máy rồi mở lại")
}
