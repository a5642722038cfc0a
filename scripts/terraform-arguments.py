#!/usr/bin/env python3
"""Reads TF_ARGS for a Terraform command on a folder, and prints what comes of it as assignments for a shell.

terraform-arguments.py plan|apply|destroy|output FOLDER PLACE

init=(...)       what `terraform init` understands of it
arguments=(...)  what the command understands of it
packages=(...)   which packages the command needs of `make package`: worker, authorizer, edge

Words are split as a shell does. A relative file is meant from PLACE, or else from FOLDER, where Terraform runs.
Variables are read in Terraform's order, of their files the assignments with literal values alone.
"""

import json
import os
import re
import shlex
import sys
from pathlib import Path

from hcl import Expression, Reader, literal

# What `make package` builds, by the variable that names another; with _s3 it names one in a bucket.
PACKAGES = {"package": "worker", "authorizer_package": "authorizer", "edge_package": "edge"}
BUILT = {"worker": "WORKER_JAR", "authorizer": "AUTHORIZER_JAR", "edge": "EDGE_ZIP"}

INIT_ALONE = {
    "backend", "backend-config", "cloud", "force-copy", "from-module", "get", "ignore-remote-version", "lockfile",
    "migrate-state", "plugin-dir", "reconfigure", "test-directory", "upgrade",
}  # fmt: skip
INIT_TOO = {"compact-warnings", "input", "json", "lock", "lock-timeout", "no-color", "var", "var-file"}
# These may have their value in the next word.
VALUED = {
    "backend-config", "backup", "from-module", "generate-config-out", "lock-timeout", "lockfile", "out", "parallelism",
    "plugin-dir", "replace", "state", "state-out", "target", "test-directory", "var", "var-file",
}  # fmt: skip
READ = {"var-file", "backend-config", "plugin-dir"}
WRITTEN = {"out", "generate-config-out"}
STATES = {"state", "state-out", "backup"}


class Refused(Exception):
    """What a person must mend."""


def options(words):
    """(name, value, word) of each; no name: a word of its own, no value: a flag."""
    words = iter(words)
    for word in words:
        found = re.fullmatch(r"--?([a-z][a-z-]*)(?:=(.*))?", word, re.DOTALL)
        if not found:
            yield None, word, word
            continue
        name, value = found.groups()
        if value is None and name in VALUED:
            value = next(words, None)
            if value is None:
                raise Refused(f"TF_ARGS ends with -{name}, which lacks its value")
        yield name, value, word


class Places:
    """Where the user stands, and where Terraform runs."""

    def __init__(self, place, folder):
        self.place, self.folder = Path(place), Path(folder)

    def existing(self, name, what):
        name = Path(name).expanduser()
        for place in (self.place, self.folder):
            if (place / name).exists():
                return str(place / name)
        where = f"neither in {self.place} nor in {self.folder}" if not name.is_absolute() else "not there"
        raise Refused(f"TF_ARGS names {what}{name}, which is {where}")

    def written(self, name):
        return str(self.place / Path(name).expanduser())

    def state(self, name):
        """A state that Terraform has in its own folder stays there."""
        here, there = Path(self.written(name)), self.folder / name
        return str(there if there.exists() and not here.exists() else here)

    def package(self, assignment):
        """The assignment with the whole path of a package that stands where the user does."""
        name, _, value = assignment.partition("=")
        here = self.place / value
        return f"{name}={here}" if name in PACKAGES and here.is_file() else assignment


def routed(command, words, places):
    """What goes to init, what to the command, and the variables in their order as (name, value) of options."""
    init, arguments, variables, flags = [], [], [], set()
    for name, value, word in options(words):
        if name is None and command == "apply":
            value = places.existing(value, "the plan ")
            flags.add("saved plan")
        elif name in READ and not (name == "backend-config" and "=" in value):
            value = places.existing(value, f"-{name}=")
        elif name in WRITTEN:
            value = places.written(value)
        elif name in STATES and value != "-":
            value = places.state(value)
        elif name == "var":
            value = places.package(value)
        if name in ("var", "var-file"):
            variables.append((name, value))
        flags.add(name)
        whole = value if name is None else f"-{name}" if value is None else f"-{name}={value}"
        if name in INIT_ALONE | INIT_TOO:
            init.append(whole)
        if name not in INIT_ALONE:
            arguments.append(whole)
    # Only a migration asks questions.
    if "migrate-state" not in flags:
        init.insert(0, "-input=false")
    return init, arguments, variables, flags


# The variables.


def parsed(text):
    """The value of a variable outside of files: a string stands there without quotes."""
    text = text.strip()
    try:
        return literal(text) if text[:1] in ("{", "[") or text == "null" else text
    except ValueError:
        return Expression(text)


def assignments(file):
    """What a file of variables says; nothing if it is not understood, which Terraform is going to tell better."""
    try:
        text = Path(file).read_text("utf-8-sig")
        if str(file).endswith(".json"):
            return dict(json.loads(text))
        return {name: literal(value) for name, value in Reader(text).body()[0].items()}
    except (OSError, ValueError):
        return {}


def given(folder, variables):
    """The root's variables; a later one overrides an earlier one."""
    found = {name[len("TF_VAR_") :]: parsed(value) for name, value in os.environ.items() if name.startswith("TF_VAR_")}
    automatic = [file for file in folder.iterdir() if file.name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
    for file in [folder / "terraform.tfvars", folder / "terraform.tfvars.json", *sorted(automatic, key=lambda file: file.name)]:
        found.update(assignments(file))
    for option, value in variables:
        if option == "var-file":
            found.update(assignments(folder / value))
        else:
            name, _, text = value.partition("=")
            found[name.strip()] = parsed(text)
    return found


# What a configuration needs.


class Configuration:
    """Variables with their defaults and calls of modules, of all files that are understood."""

    def __init__(self, folder):
        self.folder = folder
        self.text = ""
        self.variables, self.types, self.calls = {}, {}, []
        for file in sorted(folder.glob("*.tf")):
            try:
                text = file.read_text("utf-8-sig")
                blocks = Reader(text).body()[1]
            except (OSError, ValueError):
                continue
            self.text += text
            for words, (attributes, _) in blocks:
                values = {name: literal(value) for name, value in attributes.items()}
                if words[0] == "variable":
                    self.variables[words[1]] = values.get("default")
                    self.types[words[1]] = attributes.get("type", "")
                elif words[0] == "module":
                    self.calls.append(values)

    def resolve(self, value, values):
        """An argument as the called module gets it."""
        if isinstance(value, Expression) and re.fullmatch(r"var(\.\w+)+", value):
            found = values
            for name in value.split(".")[1:]:
                found = found.get(name) if isinstance(found, dict) else None
            return found
        if isinstance(value, dict):
            return {name: self.resolve(one, values) for name, one in value.items()}
        return value

    def needs(self, arguments, depth=0):
        """Which packages are to be built where this configuration gets these arguments."""
        values = {**self.variables, **arguments}
        own = {name for name in PACKAGES if name in self.variables or re.search(rf"\b{name}\b", self.types.get("gate", ""))}
        found = {PACKAGES[name] for name in self.unnamed(own, values)}
        if own != set(PACKAGES):
            for call in self.calls:
                found |= self.called(call, values, depth) - {PACKAGES[name] for name in own}
        return found

    def unnamed(self, own, values):
        signature = self.signature(values)
        if signature is None:
            own = own & {"package"}
        else:
            values = {**values, **signature}
        return {name for name in own if not (values.get(name) or values.get(name + "_s3"))}

    def signature(self, values):
        """What is said of the gate signature, None if the gate is another one."""
        if "gate" not in self.variables:
            return {}
        gate = values.get("gate")
        if isinstance(gate, dict):
            signature = gate.get("signature")
            return {} if isinstance(signature, str) else signature
        return {} if gate and "signature" in gate else None

    def called(self, call, values, depth):
        source = call.get("source")
        if not isinstance(source, str) or not source.startswith(("./", "../", "/")) or depth > 8:
            return set()
        arguments = {name: self.resolve(value, values) for name, value in call.items()}
        if isinstance(arguments.get("gate"), Expression):
            arguments["gate"] = "signature" if "signature" in self.text else None
        # Where make package puts it is no package of the user's.
        for name in PACKAGES:
            text = self.text if isinstance(arguments.get(name), Expression) else str(arguments.get(name))
            if "lambda/" in text and Path(os.environ[BUILT[PACKAGES[name]]]).name in text:
                arguments[name] = None
        return Configuration((self.folder / source).resolve()).needs(arguments, depth + 1)


def main(command, folder, place):
    places = Places(place, folder)
    try:
        words = shlex.split(os.environ.get("TF_ARGS", ""))
    except ValueError:
        raise Refused(f"TF_ARGS has a quote without its other end: {os.environ['TF_ARGS']}") from None
    init, arguments, variables, flags = routed(command, words, places)
    packages = set()
    if command == "output":
        arguments = [word for word in arguments if word.startswith("-state=")]
    elif "saved plan" not in flags:
        usual = options(shlex.split(f"{os.environ.get('TF_CLI_ARGS', '')} {os.environ.get('TF_CLI_ARGS_' + command, '')}"))
        variables = [(name, value) for name, value, _ in usual if name in ("var", "var-file")] + variables
        packages = Configuration(places.folder).needs(given(places.folder, variables))
        # A destroy plans as well, for which any package will do.
        if command == "destroy" or "destroy" in flags:
            packages = {package for package in packages if not os.path.isfile(os.environ[BUILT[package]])}
    for name, words in (("init", init), ("arguments", arguments), ("packages", [one for one in BUILT if one in packages])):
        print(f"{name}=({' '.join(map(shlex.quote, words))})")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Refused as refused:
        sys.exit(f"origin-lock: {refused}")
