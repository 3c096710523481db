#!/usr/bin/env bash
# linkedin-analyzer 0.6.0 (PyPI), which makes workbooks of the tables of a LinkedIn data archive.
#
# Expected: `linkedin-analyzer messages` has a row in its workbook for each message of messages.csv. A cell is what it says: "None"
# and "N/A" are answers to "How many do you seek to hire?", "Nan" is a given name, and whoever sends a file alone has answered.
# Seen: three of four answers are gone: the one that says "None", the one by somebody called Nan, along with what was sent to her, and
# the one with an attachment and no text. Cells that say none, null, nan, n/a or na, in capitals or not, are taken for empty, and
# a message without a sender, a receiver or a text for no message. It says "Dropped 4 rows missing required values" among its
# progress and ends with "Successfully processed 4 rows"; each person who was written to is still there, as if they were silent,
# but for Nan. So a rate of replies is to be counted in the archive itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install linkedin-analyzer==0.6.0 pandas==3.1.1 openpyxl==3.1.5

python3 - <<'END'
import csv

HEAD = ("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
        "ATTACHMENTS").split(",")
ASKED = "How many do you seek to hire?"
with open("messages.csv", "w", newline="") as file:
    table = csv.writer(file)
    table.writerow(HEAD)
    for number, (name, reply, attachment) in enumerate(
        [("Bo Plain", "Two.", ""), ("Cy Short", "None", ""), ("Nan", "Five, write again", ""), ("Di File", "", "https://x.test/jobs.pdf")]
    ):
        one, other = ("Ada Sender", "https://x.test/ada"), (name, f"https://x.test/{number}")
        table.writerow([number, "", *one, *other, "2026-03-02 10:00:00 UTC", "Hiring", ASKED, "INBOX", ""])
        table.writerow([number, "", *other, *one, "2026-03-03 09:00:00 UTC", "", reply, "INBOX", attachment])
END
venv/bin/linkedin-analyzer messages --input messages.csv --output messages.xlsx > said 2>&1
found=$(venv/bin/python - <<'END'
import openpyxl

for sender, receiver, _, content, *_ in openpyxl.load_workbook("messages.xlsx").active.iter_rows(min_row=2, values_only=True):
    print(f"{sender} to {receiver}: {content}")
END
)
echo "$found"
grep -o 'Dropped.*\|Successfully processed [0-9]* rows' said
[ "$found" = "Ada Sender to Bo Plain: How many do you seek to hire?
Bo Plain to Ada Sender: Two.
Ada Sender to Cy Short: How many do you seek to hire?
Ada Sender to Di File: How many do you seek to hire?" ]
grep -q 'Successfully processed 4 rows' said
echo "as described"
