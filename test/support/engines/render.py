"""Renders Jinja2 templates with values that a number decides: render.py SEED FILE..."""
import hashlib
import json
import sys

import jinja2


class Filters(dict):
    """Filters and tests of Ansible and Salt that Jinja2 has not: they give what they are given."""

    def __contains__(self, name):
        return True

    def __missing__(self, name):
        return lambda value=None, *args, **rest: value

    def get(self, name, default=None):
        return self[name] if dict.__contains__(self, name) else self.__missing__(name)


class Any:
    """A value of which the name and the seed decide everything."""

    def __init__(self, name, seed):
        self._name = name
        self._seed = seed

    def _bit(self, what, most=2):
        digest = hashlib.md5(f"{self._seed} {self._name} {what}".encode()).digest()
        return digest[0] % most

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Any(f"{self._name}.{name}", self._seed)

    def __getitem__(self, key):
        return Any(f"{self._name}[{key}]", self._seed)

    def __call__(self, *args, **rest):
        return Any(f"{self._name}({args})", self._seed)

    def __iter__(self):
        return iter([Any(f"{self._name}#{n}", self._seed) for n in range(1 + self._bit("length"))])

    def __len__(self):
        return 1 + self._bit("length")

    def __bool__(self):
        return self._bit("bool") == 1

    def __eq__(self, other):
        return self._bit(f"eq {other}") == 1

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return self._bit(f"lt {other}") == 1

    __gt__ = __le__ = __ge__ = __lt__

    def __add__(self, other):
        return Any(f"{self._name}+{other}", self._seed)

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __truediv__ = __add__

    def __contains__(self, other):
        return self._bit(f"in {other}") == 1

    def items(self):
        return [(f"k{n}", Any(f"{self._name}#{n}", self._seed)) for n in range(1 + self._bit("length"))]

    iteritems = items

    def __int__(self):
        return self._bit("int", 200)

    __index__ = __int__

    def __hash__(self):
        return hash(self._name)

    def __repr__(self):
        return self._name

    def __str__(self):
        return f"v{self._bit('text', 200)}"


class Context(jinja2.runtime.Context):
    def resolve_or_missing(self, key):
        value = super().resolve_or_missing(key)
        return Any(key, SEED) if value is jinja2.runtime.missing else value


SEED = sys.argv[1]
out = {}
for path in sys.argv[2:]:
    results = []
    for trim in (False, True):
        env = jinja2.Environment(trim_blocks=trim, keep_trailing_newline=True, extensions=["jinja2.ext.do"],
                                 loader=jinja2.FunctionLoader(lambda name: ""))
        known = env.filters
        env.filters = Filters({**known, "default": lambda value=None, *a, **k: value, "d": lambda value=None, *a, **k: value,
                               "bool": lambda value: bool(value), "comment": lambda value: f"# {value}"})
        env.tests = Filters(env.tests)
        env.tests["defined"] = lambda value: bool(value)
        env.context_class = Context
        try:
            with open(path, newline="") as file:
                results.append(env.from_string(file.read()).render())
        except Exception as error:  # noqa: BLE001
            results.append(f"ERROR {type(error).__name__}: {error}")
    out[path] = results
json.dump(out, sys.stdout)
