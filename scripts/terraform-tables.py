#!/usr/bin/env python3
"""Compares the tables at the end of a Terraform folder's README.md with its variables and outputs.

terraform-tables.py FOLDER...          prints what differs, and which input of a module cannot be said by those that call
                                       it as the whole; exits 1 if anything is printed
terraform-tables.py --write FOLDER...  writes the tables anew
"""

import difflib
import re
import sys
from pathlib import Path

HEADING = "## Inputs\n"

# A module that hands all its inputs on to another, and what it decides itself.
HANDED_ON = {
    "modules/origin-lock": ("modules/lock", {"adopt_header"}),
    "terraform": ("modules/origin-lock", {"account_id", "after"}),
}


def blocks(text, kind):
    """The blocks of a formatted file, with their names."""
    return re.findall(rf'^{kind} "(\w+)" \{{\n(.*?)^\}}$', text, re.DOTALL | re.MULTILINE)


def attribute(body, name):
    """What a block's attribute begins with, None if there is none."""
    found = re.search(rf"^  {name} += (.*)$", body, re.MULTILINE)
    return found and found.group(1)


def description(body):
    text = attribute(body, "description")
    if text.startswith("<<-"):
        return " ".join(re.search(r"<<-(\w+)\n(.*?)\n *\1\n", body, re.DOTALL).group(2).split())
    return text[1:-1].replace('\\"', '"')


def type_of(body):
    # What an object consists of is for its description to say.
    name, of_object, _ = attribute(body, "type").partition("object(")
    return name + ("object" + ")" * name.count("(") if of_object else "")


def tables(folder):
    """Both tables as they should be."""
    lines = [HEADING, "\n", "| input | type | default | |\n", "| --- | --- | --- | --- |\n"]
    for name, body in blocks((folder / "variables.tf").read_text(), "variable"):
        default = attribute(body, "default")
        shown = "required" if default is None else f"`{default}`"
        lines.append(f"| `{name}` | `{type_of(body)}` | {shown} | {description(body)} |\n")
    lines += ["\n", "## Outputs\n", "\n", "| output | |\n", "| --- | --- |\n"]
    for name, body in blocks((folder / "outputs.tf").read_text(), "output"):
        lines.append(f"| `{name}` | {description(body)} |\n")
    return lines


def inputs(folder):
    return {name for name, _ in blocks((folder / "variables.tf").read_text(), "variable")}


def unreachable(folder):
    """Inputs of the module that this one wraps which nobody can say."""
    for name, (inner, decided) in HANDED_ON.items():
        if folder.resolve().as_posix().endswith("/" + name):
            root = folder if name == "terraform" else folder.parent.parent
            return sorted(inputs(root / inner) - inputs(folder) - decided)
    return []


def main(arguments):
    write = arguments[:1] == ["--write"]
    differs = False
    for folder in map(Path, arguments[write:]):
        missing = unreachable(folder)
        if missing:
            differs = True
            print(f"{folder}: no input {', '.join(missing)}, which the module that it calls has")
        readme = folder / "README.md"
        text, heading, told = readme.read_text().partition(HEADING)
        wanted = tables(folder)
        if write:
            readme.write_text(text + "".join(wanted))
        elif not heading or told.splitlines(keepends=True) != wanted[1:]:
            differs = True
            have = (heading + told).splitlines(keepends=True)
            sys.stdout.writelines(difflib.unified_diff(have, wanted, str(readme), "variables.tf, outputs.tf", n=0))
    return int(differs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
