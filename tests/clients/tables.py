"""Opens the tables of a run in the programs that people open them with, and fails where a cell is not what it is.

    python -m venv venv && venv/bin/pip install -r tests/clients/requirements.txt
    venv/bin/python tests/clients/tables.py target/release/inmail-sim scenarios/*.toml

LibreOffice (soffice) is asked in German and in English. Outside CI: it takes minutes and many packages.
"""

import csv
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import polars
import sqlite_utils
from sqlite_utils.utils import TypeTracker, rows_from_file

LANGUAGES = {"de-DE": 1031, "en-US": 1033}
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>%s</value></prop></item></oor:items>"""

faults = []


def claim(is_so, what):
    if not is_so:
        faults.append(what)


def soffice(work, language, sources, infilter=None):
    """Opens files in LibreOffice of this language, saves each as a workbook, and reads these by their names."""
    profile = work / f"profile-{language}"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE % language)
    out = Path(tempfile.mkdtemp(dir=work))
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    command += [f"--infilter={infilter}"] if infilter else []
    subprocess.run([*command, "--convert-to", "xlsx", "--outdir", out, *sources], check=True, capture_output=True)
    return {path.stem: openpyxl.load_workbook(path) for path in out.iterdir()}


def typed(package):
    """The tables of a folder: each with its columns and its cells as what they are."""
    make = {"integer": int, "number": float, "date": datetime.date.fromisoformat}
    for resource in json.loads((package / "datapackage.json").read_text())["resources"]:
        fields = resource["schema"]["fields"]
        with open(package / resource["path"], newline="", encoding="utf-8") as file:
            lines = list(csv.reader(file))
        claim(lines[0] == [field["name"] for field in fields], f"{resource['path']}: the package has other columns")
        rows = [
            [make.get(field["type"], str)(cell) if cell else None for field, cell in zip(fields, line)]
            for line in lines[1:]
        ]
        yield resource["path"], fields, rows


def same_cells(where, expected, found):
    """Compares cells: numbers and dates as such; the quote before what looks like a formula may be there or not."""
    for number, (row, other) in enumerate(zip(expected, found), 2):
        for cell, seen in zip(row, other):
            seen = seen.date() if isinstance(seen, datetime.datetime) else seen
            if isinstance(cell, str):
                claim(str(seen).lstrip("'") == cell.lstrip("'"), f"{where}, line {number}: {cell!r} is {seen!r}")
            elif isinstance(cell, float):
                is_same = isinstance(seen, (int, float)) and abs(seen - cell) <= 1e-9 * abs(cell)
                claim(is_same, f"{where}, line {number}: {cell!r} is {seen!r}")
            else:
                claim(seen == cell, f"{where}, line {number}: {cell!r} is {seen!r}")
    claim(len(expected) == len(found), f"{where}: {len(found)} rows in place of {len(expected)}")


def below_the_header(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def in_openpyxl(plain):
    workbook = openpyxl.load_workbook(plain / "report.xlsx")
    for name, fields, rows in typed(plain):
        sheet = workbook[Path(name).stem]
        heads = [cell.value.split("\n")[0] for cell in sheet[1]]
        claim(heads == [field["name"] for field in fields], f"report.xlsx, {name}: other headings")
        claim(sheet.freeze_panes == "A2", f"report.xlsx, {name}: its first row is not frozen")
        claim(not rows or sheet.auto_filter.ref, f"report.xlsx, {name}: no filter")
        same_cells(f"report.xlsx, {name}", rows, below_the_header(sheet))
    claim(len(workbook["Answer"]._charts) == 2, "report.xlsx: there are not two charts to its answer")


def in_libreoffice(work, plain, semicolon):
    tables = list(typed(plain))
    for language, code in LANGUAGES.items():
        workbook = soffice(work, language, [plain / "report.xlsx"])["report"]
        # As the import dialogue of this language has it, and with all that it detects.
        read = soffice(work, language, [plain / name for name, *_ in tables], f"CSV:44,34,76,1,,{code},false,true")
        kept, wrong = 0, 0
        for name, _, rows in tables:
            stem = Path(name).stem
            same_cells(f"report.xlsx in {language}, {name}", rows, below_the_header(workbook[stem]))
            for row, other in zip(rows, below_the_header(read[stem].active)):
                for cell, seen in zip(row, other):
                    if isinstance(cell, float) and isinstance(seen, (int, float)):
                        kept += 1
                        wrong += abs(seen - cell) > 1e-9 * abs(cell)
        claim(wrong == 0, f"plain tables in {language}: {wrong} of {kept} numbers are others")
        print(f"  {language}: workbook read; of plain tables {kept} numbers are numbers, {wrong} of them others")
    infilter = f"CSV:59,34,76,1,,{LANGUAGES['de-DE']},false,true"
    read = soffice(work, "de-DE", [semicolon / name for name, *_ in tables], infilter)
    for name, _, rows in tables:
        same_cells(f"{name} with semicolons", rows, below_the_header(read[Path(name).stem].active))


def in_programs(plain):
    for name, fields, rows in typed(plain):
        path = plain / name
        columns = {field["name"]: field["type"] for field in fields}
        if not rows:
            continue
        sniffed = duckdb.sql(f"from read_csv('{path}')").fetchall()
        same_cells(f"DuckDB, {name}", rows, sniffed)
        told = {"integer": polars.Int64, "number": polars.Float64, "date": polars.Date}
        schema = {column: told.get(kind, polars.String) for column, kind in columns.items()}
        same_cells(f"polars with a schema, {name}", rows, polars.read_csv(path, schema=schema).rows())
        same_cells(
            f"polars by itself, {name}",
            rows,
            polars.read_csv(path, infer_schema_length=None, try_parse_dates=True).rows(),
        )
        database, tracker = sqlite_utils.Database(memory=True), TypeTracker()
        with open(path, "rb") as file:
            database["t"].insert_all(tracker.wrap(rows_from_file(file)[0]))
        database["t"].transform(types=tracker.types)
        kinds = {column.name: column.type for column in database["t"].columns}
        filled = [any(cell is not None for cell in column) for column in zip(*rows)]
        for (column, kind), is_filled in zip(columns.items(), filled):
            is_number = kinds[column] in ("INTEGER", "REAL", "FLOAT")
            claim(is_number == (kind in ("integer", "number")) or not is_filled, f"sqlite-utils, {name}: {column}")
        shown = subprocess.run(
            [Path(sys.executable).parent / "csvjson", "--blanks", path], check=True, capture_output=True, text=True
        )
        for row, record in zip(rows, json.loads(shown.stdout)):
            is_same = record["case"] == row[0] if "case" in record else True
            claim(is_same, f"csvjson, {name}: {record.get('case')!r} in place of {row[0]!r}")


def in_frictionless(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    for task in report.tasks:
        for error in task.errors:
            claim(False, f"frictionless, {folder.name}/{task.place}: {error.message}")


def main():
    program, scenarios = Path(sys.argv[1]).resolve(), sys.argv[2:]
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        for scenario in scenarios:
            stem = Path(scenario).stem
            print(stem)
            for form in ("comma", "semicolon"):
                out = ["--out", work / form, "--csv", form, "--trials", "1000", "--quiet"]
                ended = subprocess.run([program, "run", scenario, *out]).returncode
                claim(ended in (0, 3), f"{scenario}: status {ended}")
            plain, semicolon = work / "comma" / stem, work / "semicolon" / stem
            in_openpyxl(plain)
            in_programs(plain)
            in_frictionless(plain)
            in_frictionless(semicolon)
            in_libreoffice(work, plain, semicolon)
    print("\n".join(faults) if faults else "every cell is what it is")
    sys.exit(bool(faults))


main()
