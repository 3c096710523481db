//! Files of other commands in the folder of a run.

use std::io::Write;

use crate::report::ReportFile;

use super::{Folder, OutputError, temporary};

impl Folder {
    /// Writes files that belong to no run: all of them under temporary names first, each then in place of an earlier one
    /// of its name. What a run wrote here stays as it is.
    pub fn add(&self, files: &[ReportFile]) -> Result<(), OutputError> {
        let mut written = Vec::new();
        for ReportFile { name, bytes } in files {
            let path = self.path.join(name);
            let write = || {
                let mut file = temporary(&self.path)?;
                file.write_all(bytes)?;
                Ok(file)
            };
            written.push((write().map_err(|error| OutputError::Io(path.clone(), error))?, path));
        }
        for (file, path) in written {
            file.persist(&path).map_err(|error| OutputError::Io(path, error.error))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_are_added_and_replaced_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("summary.csv"), "of a run").expect("it can be written");
        let file = |text: &str| ReportFile { name: "optimum.csv".into(), bytes: text.as_bytes().into() };
        for text in ["1", "2"] {
            let open = Folder::open(folder.path().to_owned()).expect("it can be opened");
            open.add(&[file(text)]).expect("it can be written");
            assert_eq!(fs::read_to_string(folder.path().join("optimum.csv")).expect("it is there"), text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 2);
    }
}
