#!/usr/bin/env bash
# taplo 0.9.3 (PyPI), a checker of TOML files by JSON Schema, draft 7; check-jsonschema 0.39.0 and tombi 1.9.6 (PyPI) compare.
#
# Expected: the keys of a table have no order, in TOML as in JSON, so a table that a schema names by `const` or among those of
# `enum` is right however its keys are turned. All three say so of the order that the schema has.
# Seen: taplo calls the same table an error when its keys stand in another order than in the schema, and says of it "was expected".
# check-jsonschema and tombi take both. Where a table is what decides, `properties` with a `const` for each key and `required`
# is understood by all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install taplo==0.9.3 check-jsonschema==0.39.0 tombi==1.9.6

schema() {
    printf '{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": { "reply": %s } }\n' "$1"
}
table='{ "rate": 0.2, "channel": "inmail" }'
schema "{ \"const\": $table }" > const.json
schema "{ \"enum\": [$table, \"none\"] }" > enum.json
schema '{ "type": "object", "properties": { "rate": { "const": 0.2 }, "channel": { "const": "inmail" } },
    "required": ["rate", "channel"] }' > parts.json

# What each says of the table in the order of the schema and in the other: 0 is right.
taplo() { RUST_LOG=error venv/bin/taplo lint --schema "file://$PWD/$2" "$1" > said 2>&1; echo $?; }
json() { venv/bin/check-jsonschema --schemafile "$2" "$1" > /dev/null 2>&1; echo $?; }
tombi() { venv/bin/tombi lint --offline "$1" > /dev/null 2>&1; echo $?; }
found=$(for way in const enum parts; do
    printf '#:schema ./%s.json\nreply = { rate = 0.2, channel = "inmail" }\n' "$way" > same.toml
    printf '#:schema ./%s.json\nreply = { channel = "inmail", rate = 0.2 }\n' "$way" > other.toml
    echo "$way taplo $(taplo same.toml $way.json) $(taplo other.toml $way.json)" \
        "check-jsonschema $(json same.toml $way.json) $(json other.toml $way.json)" \
        "tombi $(tombi same.toml) $(tombi other.toml)"
done)
echo "$found"
[ "$found" = "const taplo 0 1 check-jsonschema 0 0 tombi 0 0
enum taplo 0 1 check-jsonschema 0 0 tombi 0 0
parts taplo 0 0 check-jsonschema 0 0 tombi 0 0" ]
found=$(taplo other.toml const.json)
grep -m 1 'was expected' said
echo "as described"
