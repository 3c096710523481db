//! What docs/many-machines.md shows, done: its lines are run as written, its jobs as their schedulers would run them, and
//! what comes of it is compared with one plain run.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use yaml_rust2::{Yaml, YamlLoader};

use crate::program::{Program, in_repository};

/// The scenario that all of them play.
const SCENARIO: &str = "scenarios/which-plan.toml";

fn read(path: &str) -> String {
    fs::read_to_string(in_repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The blocks of shell commands in the document.
fn blocks() -> Vec<String> {
    let document = read("docs/many-machines.md");
    let parts: Vec<&str> = document.split("```sh\n").skip(1).collect();
    parts.iter().map(|part| part.split_once("```").expect("every block has an end").0.to_owned()).collect()
}

fn block(word: &str) -> String {
    let found: Vec<String> = blocks().into_iter().filter(|block| block.contains(word)).collect();
    assert_eq!(found.len(), 1, "one example has `{word}`");
    found.concat()
}

/// A folder with the scenario, of fewer trials than it has, and the reports of one plain run of it in `plain`.
fn after_a_plain_run() -> Program {
    let program = Program::new().file(SCENARIO, format!("trials = 100\n{}", read(SCENARIO)));
    program.run(["run", SCENARIO, "--quiet", "--out", "plain"]).exits(0);
    program
}

#[track_caller]
fn same_as_plain(program: &Program) {
    let (plain, results) = (program.contents("plain/which-plan"), program.contents("results/which-plan"));
    assert!(plain.len() > 6);
    for ((name, plain), (of_results, results)) in plain.iter().zip(&results) {
        assert!(name == of_results && plain == results, "{name} is another");
    }
    assert_eq!(plain.len(), results.len());
}

/// Is there such a program? Says that a test is left out if not.
fn has(program: &str, test: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        eprintln!("left out, since there is no `{program}` here: {test}");
    }
    found
}

/// Runs a shell in the folder, with the program first in its path. Returns what it says on standard error.
fn shell(program: &Program, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let (shell, arguments) = arguments.split_first().expect("a shell is named");
    let mut command = Command::new(shell);
    let of_program = Path::new(env!("CARGO_BIN_EXE_inmail-sim")).parent().expect("it is in a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(of_program.to_owned()).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).expect("they were joined before"));
    let output = command.args(arguments).envs(variables.iter().copied()).current_dir(program.path("")).output();
    let output = output.expect("the shell starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {}\n{said}", output.status);
    said
}

#[test]
fn the_first_example_is_one_plain_run() {
    if !has("sh", "the first example of docs/many-machines.md") {
        return;
    }
    let program = after_a_plain_run();
    shell(&program, &["sh", "-e", "-c", &block("thirds/")], &[]);
    same_as_plain(&program);
}

#[test]
fn the_lines_for_xargs_do_what_one_plain_run_does_and_resume() {
    if !has("xargs", "the lines for xargs of docs/many-machines.md") || !has("seq", "the same lines") {
        return;
    }
    let program = after_a_plain_run();
    let lines = block("xargs");
    shell(&program, &["sh", "-e", "-c", &lines], &[]);
    same_as_plain(&program);
    fs::remove_file(program.path("sevenths/3.tally")).expect("it was played");
    let said = shell(&program, &["sh", "-e", "-c", &lines], &[]);
    assert_eq!(said.matches("already: nothing to play").count(), 6, "{said}");
    assert_eq!(said.matches("shard 3/7 (").count(), 1, "{said}");
    same_as_plain(&program);
}

#[test]
fn the_lines_for_gnu_parallel_do_what_one_plain_run_does() {
    if !has("parallel", "the lines for GNU parallel of docs/many-machines.md") {
        return;
    }
    let program = after_a_plain_run();
    shell(&program, &["sh", "-e", "-c", &block("parallel -j")], &[]);
    same_as_plain(&program);
}

#[test]
fn the_slurm_jobs_do_what_one_plain_run_does() {
    if !has("bash", "the Slurm jobs in docs/jobs") {
        return;
    }
    let (shards, merge) = (read("docs/jobs/shards.sbatch"), read("docs/jobs/merge.sbatch"));
    // What each job is submitted with, according to the document.
    let [first, second] = &block("--dependency").trim().lines().map(str::to_owned).collect::<Vec<_>>()[..] else {
        panic!("two jobs are submitted");
    };
    assert!(first.ends_with(&format!("docs/jobs/shards.sbatch {SCENARIO})")), "{first}");
    assert!(second.ends_with(&format!("docs/jobs/merge.sbatch {SCENARIO}")), "{second}");
    let option = |name: &str| {
        let line = shards.lines().find_map(|line| line.strip_prefix(&format!("#SBATCH --{name}=")));
        line.unwrap_or_else(|| panic!("shards.sbatch states --{name}")).to_owned()
    };
    let array = option("array");
    let of: usize = array.strip_prefix("1-").and_then(|last| last.parse().ok()).expect("shards are counted from 1");
    assert!(shards.contains(&format!("\nshards={of} ")), "the script has another number of shards than its array");

    let program = after_a_plain_run().file("jobs/shards", &shards).file("jobs/merge", &merge);
    let task = |number: usize| {
        let (number, of, threads) = (number.to_string(), of.to_string(), option("cpus-per-task"));
        let variables = [
            ("SLURM_JOB_ID", "41"),
            ("SLURM_ARRAY_JOB_ID", "41"),
            ("SLURM_ARRAY_TASK_ID", &number),
            ("SLURM_ARRAY_TASK_MIN", "1"),
            ("SLURM_ARRAY_TASK_MAX", &of),
            ("SLURM_ARRAY_TASK_COUNT", &of),
            ("SLURM_CPUS_PER_TASK", &threads),
        ];
        shell(&program, &["bash", "jobs/shards", SCENARIO], &variables)
    };
    (1..=of).for_each(|number| drop(task(number)));
    // The job is requeued.
    assert!(task(2).contains("already: nothing to play"));
    shell(&program, &["bash", "jobs/merge", SCENARIO], &[("SLURM_JOB_ID", "42")]);
    same_as_plain(&program);
}

/// What the one container of a job runs, with what the job says about it.
fn container(job: &Yaml) -> (Vec<String>, &Yaml) {
    let pod = &job["spec"]["template"]["spec"];
    let containers = pod["containers"].as_vec().expect("a job has containers");
    assert_eq!((containers.len(), pod["restartPolicy"].as_str()), (1, Some("Never")));
    let words = containers[0]["command"].as_vec().expect("its container has a command");
    (words.iter().map(|word| word.as_str().expect("it is text").to_owned()).collect(), &containers[0])
}

#[test]
fn the_kubernetes_jobs_do_what_one_plain_run_does() {
    if !has("sh", "the Kubernetes jobs in docs/jobs") {
        return;
    }
    let jobs = YamlLoader::load_from_str(&read("docs/jobs/kubernetes.yaml")).expect("it is YAML");
    let [shards, merge] = &jobs[..] else { panic!("it has two jobs") };
    let commands = block("kubectl");
    for (job, step) in [(shards, "shards"), (merge, "merge")] {
        assert_eq!((job["apiVersion"].as_str(), job["kind"].as_str()), (Some("batch/v1"), Some("Job")));
        assert_eq!(job["metadata"]["labels"]["step"].as_str(), Some(step));
        assert!(commands.contains(&format!("-f docs/jobs/kubernetes.yaml -l step={step}\n")), "{commands}");
    }
    let name = shards["metadata"]["name"].as_str().expect("a job has a name");
    assert!(commands.contains(&format!(" job/{name}\n")), "{commands}");
    assert_eq!(shards["spec"]["completionMode"].as_str(), Some("Indexed"));
    let of = shards["spec"]["completions"].as_i64().expect("it says how many");

    let (command, container_of_shards) = container(shards);
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let variables = container_of_shards["env"].as_vec().expect("it has variables");
    let text = |yaml: &Yaml, key: &str| yaml[key].as_str().expect("it is text").to_owned();
    let variables: Vec<(String, String)> =
        variables.iter().map(|variable| (text(variable, "name"), text(variable, "value"))).collect();
    assert_eq!(variables, [("SHARDS".to_owned(), of.to_string())]);

    let program = after_a_plain_run();
    for index in 0..of {
        let (index, of) = (index.to_string(), of.to_string());
        shell(&program, &command, &[("JOB_COMPLETION_INDEX", &index), ("SHARDS", &of)]);
    }
    let (command, _) = container(merge);
    shell(&program, &command.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    same_as_plain(&program);
}
