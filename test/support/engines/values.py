"""Renders Jinja2 templates with given values: a list of {text, values, joinsLines} on standard input, texts on standard output."""
import json
import sys

import jinja2

ENGINES = {joins: jinja2.Environment(trim_blocks=joins, keep_trailing_newline=True) for joins in (False, True)}
json.dump(
    [ENGINES[one["joinsLines"]].from_string(one["text"]).render(many=[1], **one["values"]) for one in json.load(sys.stdin)],
    sys.stdout,
)
