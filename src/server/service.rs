//! The server: one thread that listens, and others that answer.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::serve::ListenerExt;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::assets::asset;
use super::desk::Desk;
use super::door::Door;
use super::own::Own;
use super::presence::Presence;
use super::questions::{Answerer, Reply};
use super::state::Refused;

/// The most bytes of a question: a scenario file may have ten million, and a text in JSON twice as many.
const MOST_BYTES: usize = 25_000_000;
/// The most bytes of a file that is dropped on the page.
const MOST_FILE_BYTES: usize = 100_000_000;
/// The most questions that are worked on at a time; others wait.
const MOST_AT_A_TIME: usize = 4;

/// What a page may do: show what comes from this server, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of everything that is served.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A server that listens and does not answer yet.
pub struct Service {
    listener: TcpListener,
    door: Door,
    answerer: Answerer,
}

/// What all requests share.
struct Shared {
    door: Door,
    answerer: Answerer,
    presence: Presence,
    places: Arc<Semaphore>,
    /// The place of the one file that is read at a time.
    file: Arc<Semaphore>,
}

impl Service {
    /// A server for what is on a desk, at a port of the system's choice of the loopback address.
    pub fn listen(desk: Desk, own: Arc<Own>) -> io::Result<Service> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let door = Door::new(listener.local_addr()?.port()).map_err(io::Error::other)?;
        Ok(Service { listener, door, answerer: Answerer { desk, own } })
    }

    /// The address for the browser: whoever knows it is let in.
    pub fn address(&self) -> String {
        self.door.address()
    }

    /// Answers until the page has been closed for a while.
    pub fn run(self) -> io::Result<()> {
        let Service { listener, door, answerer } = self;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        runtime.block_on(async {
            listener.set_nonblocking(true)?;
            // What is answered is small, and is to be there at once.
            let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| drop(stream.set_nodelay(true)));
            let presence = Presence::new();
            let (places, file) = (Arc::new(Semaphore::new(MOST_AT_A_TIME)), Arc::new(Semaphore::new(1)));
            let shared = Arc::new(Shared { door, answerer, presence, places, file });
            let router = Router::new().fallback(handle).with_state(Arc::clone(&shared));
            tokio::select! {
                served = async { axum::serve(listener, router).await } => served,
                () = gone(&shared.presence) => Ok(()),
            }
        })
    }
}

/// Waits until the page has been closed for a while.
async fn gone(presence: &Presence) {
    while let Some(left) = presence.left() {
        tokio::time::sleep(left).await;
    }
}

/// Tells the work for a request whose answer nobody waits for any more to stop.
struct Wait(Arc<AtomicBool>);

impl Drop for Wait {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(asked) = shared.door.let_in(&parts.method, parts.uri.path(), &parts.headers).map(str::to_owned) else {
        return response(StatusCode::NOT_FOUND, "text/plain", Vec::new());
    };
    match (parts.method, asked.strip_prefix("api/")) {
        (Method::GET, None) => match asset(&asked) {
            Some((media, bytes)) => response(StatusCode::OK, media, bytes.to_vec()),
            None => response(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        },
        (Method::POST, Some("here")) => {
            shared.presence.seen();
            document(StatusCode::OK, &json!({}))
        }
        (Method::POST, Some("bye")) => {
            shared.presence.farewell();
            document(StatusCode::OK, &json!({}))
        }
        (Method::POST, Some(question)) => {
            shared.presence.seen();
            let name = parts.uri.query().and_then(name).unwrap_or_default();
            let is_file = matches!(question, "record" | "list");
            let most = if is_file { MOST_FILE_BYTES } else { MOST_BYTES };
            // It is taken before the first byte is, and kept until the file is read: no more than one is ever held. There is
            // always a place in the end.
            let file = if is_file { Arc::clone(&shared.file).acquire_owned().await.ok() } else { None };
            match to_bytes(body, most).await {
                Ok(bytes) => answered(&shared, question.to_owned(), name, (bytes, file)).await,
                Err(_) => wrong(StatusCode::PAYLOAD_TOO_LARGE, &format!("it is larger than {} MB", most / 1_000_000)),
            }
        }
        _ => response(StatusCode::METHOD_NOT_ALLOWED, "text/plain", Vec::new()),
    }
}

/// The name of a file in the query of an address.
fn name(query: &str) -> Option<String> {
    let named = query.split('&').find_map(|part| part.strip_prefix("name="))?;
    Some(percent_encoding::percent_decode_str(&named.replace('+', " ")).decode_utf8_lossy().into_owned())
}

/// Answers a question on a thread that may take its time. Work that nobody waits for ends.
async fn answered(
    shared: &Arc<Shared>,
    question: String,
    name: String,
    (bytes, file): (Bytes, Option<OwnedSemaphorePermit>),
) -> Response {
    let is_dropped = Arc::new(AtomicBool::new(false));
    let _wait = Wait(Arc::clone(&is_dropped));
    // There is always one in the end: none is ever taken away.
    let Ok(place) = Arc::clone(&shared.places).acquire_owned().await else { return failed() };
    let answerer = shared.answerer.clone();
    let work = move || {
        // They are taken for as long as there is work, whether anybody waits for it or not.
        let _places = (place, file);
        let goes_on = || !is_dropped.load(Ordering::Relaxed);
        answerer.answer(&question, &name, &bytes, &goes_on)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Some(Ok(Reply::Json(bytes)))) => response(StatusCode::OK, "application/json", bytes),
        Ok(Some(Ok(Reply::File(saved)))) => {
            let mut response = response(StatusCode::OK, saved.media, saved.bytes);
            let plain = percent_encoding::utf8_percent_encode(&saved.name, percent_encoding::NON_ALPHANUMERIC);
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{plain}")) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Ok(Some(Err(Refused::Wrong(why)))) => wrong(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Ok(Some(Err(Refused::Findings(findings)))) => document(
            StatusCode::UNPROCESSABLE_ENTITY,
            &json!({ "error": "something in it is wrong", "findings": findings }),
        ),
        Ok(Some(Err(Refused::Dropped))) => wrong(StatusCode::REQUEST_TIMEOUT, "nobody waited for the answer"),
        Ok(Some(Err(Refused::Failed(why)))) => wrong(StatusCode::INTERNAL_SERVER_ERROR, &why),
        Ok(None) => response(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        Err(_) => failed(),
    }
}

fn failed() -> Response {
    wrong(StatusCode::INTERNAL_SERVER_ERROR, "the program failed; what you have on the page is not lost")
}

fn wrong(status: StatusCode, why: &str) -> Response {
    document(status, &json!({ "error": why }))
}

fn document(status: StatusCode, document: &serde_json::Value) -> Response {
    response(status, "application/json", document.to_string().into_bytes())
}

fn response(status: StatusCode, media: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(media) = HeaderValue::from_str(media) {
        headers.insert(header::CONTENT_TYPE, media);
    }
    response
}
