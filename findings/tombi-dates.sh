#!/usr/bin/env bash
# tombi 1.9.6 (PyPI) and check-jsonschema 0.39.0 (PyPI), checkers of TOML files by JSON Schema, draft 7.
#
# Expected: a schema has no dates, so `"type": "string", "format": "date"` takes a date of TOML, which reaches it as a text,
# and a text in the form of a date alike.
# Seen: check-jsonschema takes both. tombi takes the date alone and calls the text an error, and without `format` it takes
# the text alone and calls the date an error. Only `anyOf` of both is right for a key that may be written either way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install tombi==1.9.6 check-jsonschema==0.39.0

schema() {
    printf '{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": { "start": %s } }\n' "$1"
}
schema '{ "type": "string", "format": "date" }' > format.json
schema '{ "type": "string" }' > plain.json
schema '{ "anyOf": [{ "type": "string", "format": "date" }, { "type": "string" }] }' > either.json

# What each says of a date and of a text: 0 is right.
tombi() { NO_COLOR=1 venv/bin/tombi lint --offline "$1" > /dev/null 2>&1; echo $?; }
json() { venv/bin/check-jsonschema --schemafile "$2" "$1" > /dev/null 2>&1; echo $?; }
found=$(for way in format plain either; do
    printf '#:schema ./%s.json\nstart = 2026-03-02\n' "$way" > date.toml
    printf '#:schema ./%s.json\nstart = "2026-03-02"\n' "$way" > text.toml
    echo "$way tombi $(tombi date.toml) $(tombi text.toml) check-jsonschema $(json date.toml "$way.json") $(json text.toml "$way.json")"
done)
echo "$found"
[ "$found" = "format tombi 0 1 check-jsonschema 0 0
plain tombi 1 0 check-jsonschema 0 0
either tombi 0 0 check-jsonschema 0 0" ]
echo "as described"
