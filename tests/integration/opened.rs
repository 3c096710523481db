//! `--open`, and where a page is said to be.

use crate::program::{Program, SMALL};

#[test]
fn the_page_is_named_below_the_folder_and_is_no_link_where_nothing_shows_one() {
    let program = Program::new().file("a.toml", SMALL);
    let told = program.run(["run", "a.toml", "--trials", "50", "--no-charts"]).exits(0);
    let page = ["results", "a", "report.html"].iter().collect::<std::path::PathBuf>();
    assert!(told.stderr.contains(&format!("\npage: {}\n", page.display())), "{:?}", told.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn the_page_is_opened_by_what_the_system_has_for_it_and_told_of_where_it_has_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let program =
        Program::new().file("my plan.toml", SMALL).file("bin/xdg-open", "#!/bin/sh\nprintf %s \"$1\" >opened\n");
    let opener = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(program.path("bin/xdg-open"), opener).expect("it is the test's own");
    let run = |bin: &str, quiet: bool| {
        let mut command = program.command();
        command
            .args(["run", "my plan.toml", "--trials", "50", "--no-charts", "--open"])
            .args(quiet.then_some("--quiet"));
        command.env("PATH", program.path(bin)).output().expect("the program starts")
    };
    let page = program.path("results/my plan/report.html");
    for quiet in [false, true] {
        assert_eq!(run("bin", quiet).status.code(), Some(0));
        assert_eq!(program.text("opened"), page.to_string_lossy());
        std::fs::remove_file(program.path("opened")).expect("it is there");
    }
    let refused = run("nowhere", true);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: `results/my plan/report.html` cannot be opened: "), "{told}");
    program.put("bin/xdg-open", "#!/bin/sh\nexit 3\n");
    let told = String::from_utf8_lossy(&run("bin", true).stderr).into_owned();
    assert!(told.starts_with("error: `results/my plan/report.html` cannot be opened: "), "{told}");
    assert!(page.is_file(), "the reports are written all the same");
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_cannot_be_opened_keeps_no_other_closed() {
    use std::os::unix::fs::PermissionsExt;

    let opens = "#!/bin/sh\ncase \"$1\" in */a/*) exit 3 ;; *) printf %s \"$1\" >opened ;; esac\n";
    let program = Program::new().file("a.toml", SMALL).file("b.toml", SMALL).file("bin/xdg-open", opens);
    let opener = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(program.path("bin/xdg-open"), opener).expect("it is the test's own");
    let mut command = program.command();
    command.args(["run", "a.toml", "b.toml", "--trials", "50", "--no-charts", "--open", "--quiet"]);
    let ended = command.env("PATH", program.path("bin")).output().expect("the program starts");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(told.starts_with("error: `results/a/report.html` cannot be opened: "), "{told}");
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(program.text("opened"), program.path("results/b/report.html").to_string_lossy());
}
