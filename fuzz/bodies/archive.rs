//! A data archive, cut at lines of `---`: messages, invitations, connections and the profile. The first byte is that of [`super::log`].

use inmail_sim::record::archive::{ArchiveFile, Archives, Reading};

use super::log::calibrated;
use super::parts;

pub(crate) fn run(data: &[u8]) {
    let Some((&choice, rest)) = data.split_first() else { return };
    let mut archives = Archives::new(Reading { dates: None, connections: choice.is_multiple_of(2) });
    archives.begin(None);
    let files = [ArchiveFile::Messages, ArchiveFile::Invitations, ArchiveFile::Connections, ArchiveFile::Profile];
    for (part, file) in parts(rest, files.len()).into_iter().zip(files) {
        if let Err(error) = archives.read(file, part) {
            assert!(!error.to_string().is_empty());
        }
    }
    calibrated(&archives.finish().contacts, choice);
}
