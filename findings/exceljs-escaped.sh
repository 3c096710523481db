#!/usr/bin/env bash
# exceljs 4.4.0 (npm), which reads workbooks; openpyxl 3.1.5 (PyPI) and @e965/xlsx 0.20.3 (npm) read the same one, to compare.
#
# Expected: in the format of a number a letter after a backslash is itself, as one between quotes is, so 0.0\d shows 1.5 as "1.5d"
# and stays the format of a number: half a week of delay is read as 3.5, and money in millions as what it is.
# Seen: openpyxl and @e965/xlsx read numbers in all of these cells. exceljs passes over what is between quotes, but not what is
# after a backslash or an underscore, finds a letter of dates there and hands on a Date: 1.5 is noon of 31 December 1899. It also
# loses the backslashes, so what it saves again is a date to the others as well. Nothing warns. So units belong between quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install openpyxl==3.1.5
npm install --silent --no-audit --no-fund exceljs@4.4.0 @e965/xlsx@0.20.3 > /dev/null 2>&1

cat > write.py <<'END'
import openpyxl

sheet = (workbook := openpyxl.Workbook()).active
for row, form in enumerate(['0.0"d"', "0.0\\d", "0.0\\ \\d", "0.0,,\\M", "0.0_m", "0.0\\h;\\-0.0\\h", "yyyy\\-mm\\-dd"], 1):
    sheet.cell(row, 1, 1.5).number_format = form
workbook.save("book.xlsx")
END
cat > read.py <<'END'
import sys

import openpyxl

for (cell,) in openpyxl.load_workbook(sys.argv[1]).active.iter_rows():
    print(cell.number_format, "number" if isinstance(cell.value, float) else "date")
END
cat > read.js <<'END'
const [, , reader] = process.argv;
if (reader === "exceljs") {
  const workbook = new (require("exceljs").Workbook)();
  workbook.xlsx.readFile("book.xlsx").then(() => workbook.worksheets[0].eachRow(row => {
    const cell = row.getCell(1);
    console.log(cell.numFmt, typeof cell.value === "number" ? "number" : `date ${cell.value.toISOString()}`);
  })).then(() => workbook.xlsx.writeFile("again.xlsx"));
} else {
  const workbook = require("@e965/xlsx").readFile("book.xlsx", { cellDates: true, cellNF: true });
  const sheet = workbook.Sheets[workbook.SheetNames[0]];
  for (let row = 1; sheet[`A${row}`]; row++) console.log(sheet[`A${row}`].z, sheet[`A${row}`].t === "n" ? "number" : "date");
}
END
venv/bin/python write.py
found=$(echo openpyxl; venv/bin/python read.py book.xlsx; echo xlsx; node read.js xlsx; echo exceljs; node read.js exceljs
    echo openpyxl, saved again; venv/bin/python read.py again.xlsx)
echo "$found"
right='0.0"d" number
0.0\d number
0.0\ \d number
0.0,,\M number
0.0_m number
0.0\h;\-0.0\h number
yyyy\-mm\-dd date'
noon='date 1899-12-31T12:00:00.000Z'
[ "$found" = "openpyxl
$right
xlsx
$right
exceljs
0.0\"d\" number
0.0d $noon
0.0 d $noon
0.0,,M $noon
0.0_m $noon
0.0h;-0.0h $noon
yyyy-mm-dd $noon
openpyxl, saved again
0.0\"d\" number
0.0d date
0.0 d date
0.0,,M date
0.0_m number
0.0h;-0.0h date
yyyy-mm-dd date" ]
echo "as described"
