//! Who is let in: the browser that was told the token, at the address that it was told.

use axum::http::{HeaderMap, Method, header};

/// The bytes of a token.
const TOKEN: usize = 16;

/// The address of a server, and the token without which nothing is served.
#[derive(Debug, Clone)]
pub(super) struct Door {
    token: String,
    hosts: [String; 2],
}

impl Door {
    /// The door of a server at this port, with a token that nobody can guess.
    pub(super) fn new(port: u16) -> Result<Door, getrandom::Error> {
        let mut random = [0; TOKEN];
        getrandom::fill(&mut random)?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Door { token, hosts: ["127.0.0.1", "localhost"].map(|host| format!("{host}:{port}")) })
    }

    /// The address that the browser is told.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// What is asked for below the token, if whoever asks may.
    ///
    /// A page of another site can make a browser send requests here, and by a name that points to this machine even read the
    /// answers. So the host must be this one by its address, whoever changes or reads anything must come from this very page,
    /// and the token, of which no other page knows, comes first.
    pub(super) fn let_in<'p>(&self, method: &Method, path: &'p str, headers: &HeaderMap) -> Option<&'p str> {
        let one = |name| {
            let mut all = headers.get_all(name).iter();
            let first = all.next();
            if all.next().is_some() { None } else { first.and_then(|value| value.to_str().ok()) }
        };
        let host = one(header::HOST).filter(|host| self.hosts.iter().any(|known| known == host))?;
        let is_own = |origin: &str| origin.strip_prefix("http://") == Some(host);
        match one(header::ORIGIN) {
            Some(origin) if !is_own(origin) => return None,
            // Browsers name the origin of whatever is more than a look at a page.
            None if method != Method::GET || headers.contains_key(header::ORIGIN) => return None,
            _ => {}
        }
        let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
        if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
            return None;
        }
        let (token, rest) = path.strip_prefix('/')?.split_once('/')?;
        is_same(token, &self.token).then_some(rest)
    }
}

/// Are two texts the same? It takes as long to find where they differ as to find that they do not.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &Method, path: &str, headers: &[(&'static str, &str)]) -> Option<String> {
        let door = Door { token: "abc".into(), hosts: ["127.0.0.1:80".into(), "localhost:80".into()] };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a header"));
        }
        door.let_in(method, path, &map).map(str::to_owned)
    }

    #[test]
    fn only_the_page_itself_is_let_in() {
        const HOST: (&str, &str) = ("host", "127.0.0.1:80");
        const OWN: (&str, &str) = ("origin", "http://127.0.0.1:80");
        let (get, post) = (Method::GET, Method::POST);
        assert_eq!(asked(&get, "/abc/page.css", &[HOST]).as_deref(), Some("page.css"));
        assert_eq!(asked(&post, "/abc/api/look", &[HOST, OWN]).as_deref(), Some("api/look"));
        for (method, path, headers) in [
            (&get, "/", vec![HOST]),
            (&get, "/abd/", vec![HOST]),
            (&get, "/ab/", vec![HOST]),
            (&get, "/abc", vec![HOST]),
            (&get, "/abc/", vec![]),
            (&get, "/abc/", vec![("host", "evil.example:80")]),
            (&get, "/abc/", vec![("host", "127.0.0.1:81")]),
            (&get, "/abc/", vec![HOST, ("host", "127.0.0.1:80")]),
            (&get, "/abc/", vec![HOST, ("origin", "http://evil.example")]),
            (&get, "/abc/", vec![HOST, ("sec-fetch-site", "cross-site")]),
            (&post, "/abc/api/look", vec![HOST]),
            (&post, "/abc/api/look", vec![HOST, ("origin", "null")]),
            (&post, "/abc/api/look", vec![HOST, ("origin", "http://localhost:80")]),
            (&post, "/abc/api/look", vec![HOST, OWN, ("origin", "http://evil.example")]),
        ] {
            assert_eq!(asked(method, path, &headers), None, "{method} {path} {headers:?}");
        }
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let token = || Door::new(1).expect("this machine has random numbers").token;
        assert_eq!(token().len(), 32);
        assert_ne!(token(), token());
    }
}
