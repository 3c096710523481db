#!/usr/bin/env bash
# tombi 1.9.6 (PyPI), a checker of TOML files by JSON Schema, draft 7.
#
# Expected: `if` and `then` beside `properties` say what else must hold, and change nothing about which keys there may be.
# Seen: where they stand in the root of a schema, every key that `properties` names is warned of, "in strict mode, root table
# does not allow …". The same condition as the only member of `allOf` works, and is enforced: a file without the key that it
# requires is an error. So a schema for people who use this checker keeps its conditions within `allOf`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install tombi==1.9.6

condition='"if": { "not": { "required": ["extends"] } }, "then": { "required": ["weeks"] }'
schema() {
    printf '{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "additionalProperties": false,
        "properties": { "extends": { "type": "string" }, "weeks": { "type": "integer" } }, %s }\n' "$1"
}
schema "$condition" > beside.json
schema "\"allOf\": [{ $condition }]" > apart.json
for way in beside apart; do
    printf '#:schema ./%s.json\nweeks = 26\n' "$way" > "$way.toml"
done
printf '#:schema ./apart.json\n' > empty.toml

lint() { NO_COLOR=1 venv/bin/tombi lint --offline "$1" 2>&1 || true; }
venv/bin/tombi --version
echo "beside: $(lint beside.toml | head -1)"
echo "apart:  $(lint apart.toml | head -1)"
echo "empty:  $(lint empty.toml | head -1)"

lint beside.toml | grep -q 'root table does not allow "weeks" key'
lint apart.toml | grep -q '^1 file linted successfully'
if lint apart.toml | grep -qi warning; then exit 1; fi
lint empty.toml | grep -q '"weeks" is required'
echo "as described"
