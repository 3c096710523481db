#!/usr/bin/env bash
# csvkit 2.2.0 with agate 1.14.2 (PyPI), tools for CSV files.
#
# Expected: without a year or a day there is no date, so a column of weekdays or of months by name is text. csvsort leaves each cell
# as it is written; by the alphabet Friday comes first and Wednesday last. A time of sending such as 09:30 is half past nine.
# Seen: a column of nothing but weekdays or months is one of dates, in the year 1: Tuesday is 0001-01-02, Sunday is 0001-01-07, and
# Monday, with which that year begins, is the next one, 0001-01-08. So csvsort ends the week with Monday, and writes the dates in
# place of the names; nothing warns. "Mar 26" and "Apr 26" are the 26th of a month in the year 1 as well, and "09:30" is nine
# minutes and a half. One other word in the column, and all of it is text. With --no-inference each stays what it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6 pytimeparse==1.1.10

printf 'day,replied\nMonday,12\nTuesday,17\nWednesday,15\nFriday,6\nSunday,1\n' > days.csv
printf 'month,sent_at\nMar 26,09:30\nApr 26,14:05\n' > months.csv
printf 'month\nJanuary\nMay\n' > names.csv
printf 'month\nJanuary\nMay\nany\n' > mixed.csv
found=$(venv/bin/csvsort --snifflimit 0 --columns day days.csv
    venv/bin/csvjson --snifflimit 0 months.csv; echo
    venv/bin/csvjson --snifflimit 0 names.csv; echo
    venv/bin/csvjson --snifflimit 0 mixed.csv; echo
    venv/bin/csvsort --snifflimit 0 --no-inference --columns day days.csv)
echo "$found"
[ "$found" = 'day,replied
0001-01-02,17
0001-01-03,15
0001-01-05,6
0001-01-07,1
0001-01-08,12
[{"month": "0001-03-26", "sent_at": "0:09:30"}, {"month": "0001-04-26", "sent_at": "0:14:05"}]
[{"month": "0001-01-01"}, {"month": "0001-05-01"}]
[{"month": "January"}, {"month": "May"}, {"month": "any"}]
day,replied
Friday,6
Monday,12
Sunday,1
Tuesday,17
Wednesday,15' ]
echo "as described"
