//! The bytes of a tally, as they are and with the right beginning and checksum put around them.

use inmail_sim::tally_file::{FORMAT, TallyFile};
use sha2::{Digest, Sha256};

pub(crate) fn run(data: &[u8]) {
    let _ = TallyFile::from_bytes(data);
    let mut bytes = b"\x89TALLY\r\n".to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(data);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    if let Ok(file) = TallyFile::from_bytes(&bytes) {
        let again = TallyFile::from_bytes(&file.to_bytes());
        assert!(again.is_ok());
    }
}
