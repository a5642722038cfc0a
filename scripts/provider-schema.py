#!/usr/bin/env python3
"""Holds what our Terraform uses of hashicorp/aws to provider 6, of which tests have no copy.

provider-schema.py check [FOLDER]   prints what provider 6 does not know or deprecates, exits 1 if there is anything
provider-schema.py extract          writes terraform/provider-6.json again, from packages of npm that are made of the
                                    newest provider 6

The extract holds, of each type and block that we use, all names: a new type or block needs a new extract.
"""

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from hcl import Reader

ROOT = Path(__file__).resolve().parent.parent / "terraform"
EXTRACT = ROOT / "provider-6.json"
NAMES = "@cdktn/provider-aws"
DEPRECATIONS = "@pulumi/aws"
# Where Pulumi's name is not ours without the underscores.
PULUMIS = {"aws_api_gateway_gateway_response": "aws_api_gateway_response"}
META = {"connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"}
KINDS = {"resource": "", "data": "data.", "ephemeral": "ephemeral."}


# What we use.


def used(folder):
    """By type, such as data.aws_region: block path to the names used in it ("" is the resource itself)."""
    found = {}
    for file in sorted(folder.rglob("*.tf")):
        if ".terraform" in file.parts:
            continue
        text = file.read_text()
        for words, body in Reader(text).body()[1]:
            if words[0] in KINDS and words[1].startswith("aws_"):
                collect(found.setdefault(KINDS[words[0]] + words[1], {}), "", body)
        for kind, name, attribute in re.findall(
            r"\b(data\.|ephemeral\.)?(aws_\w+)\.\w+(?:\[[^\]]*\])?\.(\w+)", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
        ):
            found.setdefault(kind + name, {}).setdefault("", set()).add(attribute)
        for kind, name, block in re.findall(r'^(resource|data|ephemeral) "(aws_\w+)" (.*?)^\}', text, re.DOTALL | re.MULTILINE):
            found[KINDS[kind] + name][""].update(re.findall(r"\bself\.(\w+)", block))
    return found


def collect(paths, path, body):
    attributes, blocks = body
    here = paths.setdefault(path, set())
    here.update(set(attributes) - META)
    for words, inner in blocks:
        if words[0] in META:
            continue
        name = words[1] if words[0] == "dynamic" else words[0]
        if words[0] == "dynamic":
            inner = next(content for label, content in inner[1] if label == ["content"])
        here.add(name)
        collect(paths, f"{path}.{name}".lstrip("."), inner)


# What provider 6 knows: TypeScript's declarations in packages that are generated of its schema.


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class Package:
    def __init__(self, name, folder):
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"{name}@latest"], cwd=folder, check=True, capture_output=True, text=True
        )
        self.tar = tarfile.open(Path(folder) / packed.stdout.split()[-1])
        self.files = {member.name.removeprefix("package/"): member for member in self.tar.getmembers()}
        self.about = json.loads(self.read("package.json"))

    def read(self, path):
        return self.tar.extractfile(self.files[path]).read().decode()


def bindings(text, paths):
    """All names by block path; a block of any form has the one name "*"."""
    declared = dict(re.findall(r"^export interface (\w+)[^\n]*\{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE))
    name, own = re.search(
        r"^export declare class (\w+) extends cdktn\.Terraform\w+ \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE
    ).groups()
    computed = {
        re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", getter).lower()
        for getter in re.findall(r"^    get (\w+)\(\)", own, re.MULTILINE)
        if not getter.endswith("Input")
    }
    names = {}
    for path in sorted(paths):
        fields = declared.get(f"{name}Config", "")
        for part in filter(None, path.split(".")):
            of = re.search(rf"readonly {camel(part)}\??: (\w+)", fields)
            fields = declared.get(of.group(1), "*") if of else ""
            if fields == "*":
                break
        arguments = set(re.findall(rf"#(\w+) {name}#\1\}}", fields))
        names[path] = sorted(arguments | (computed if path == "" else set())) if fields != "*" else ["*"]
    return names


def same(one, other):
    """Pulumi has lists in the plural."""
    return one == other or any(other == one + end for end in ("s", "es")) or (one[-1:] == "y" and other == one[:-1] + "ies")


def declares(path, get, type_name):
    """Whether cloudwatch/logGroup.d.ts is of aws_cloudwatch_log_group; the service may stand in the folder alone."""
    folder, _, file = path.removesuffix(".d.ts").lower().rpartition("/")
    if not path.endswith(".d.ts") or not file.startswith(get):
        return False
    name = type_name.removeprefix("aws_").replace("_", "")
    return folder + file[len(get) :] == name or bool(get) and file == get + name


def deprecations(package, kind, names):
    """Path and name of what is deprecated, of the names that there are."""
    prefix, _, type_name = kind.rpartition(".")
    get = "get" if prefix == "data" else ""
    declared = package.read(next(path for path in package.files if declares(path, get, PULUMIS.get(type_name, type_name))))
    types = package.read("types/input.d.ts")
    found = []
    for path, known in names.items():
        fields = declared
        for part in filter(None, path.split(".")):
            of = next(
                (of for field, of in re.findall(r"^\s+(\w+)\??: [^\n]*?inputs\.([\w.]+)", fields, re.MULTILINE) if same(camel(part), field)),
                None,
            )
            module, _, interface = (of or ".").rpartition(".")
            space = re.search(rf"^export declare namespace {module} \{{\n(.*?)^\}}", types, re.DOTALL | re.MULTILINE)
            body = space and re.search(rf"^    interface {interface} \{{\n(.*?)^    \}}", space.group(1), re.DOTALL | re.MULTILINE)
            fields = body.group(1) if body else ""
        marked = re.findall(r"@deprecated[^\n]*\n\s*\*/\n\s*(?:readonly )?(\w+)\??:", fields)
        found += [f"{path}.{name}".lstrip(".") for name in known if any(same(camel(name), field) for field in marked)]
    return sorted(found)


def extract():
    with tempfile.TemporaryDirectory() as folder:
        names, deprecated = Package(NAMES, folder), Package(DEPRECATIONS, folder)
        types = {}
        for kind, paths in sorted(used(ROOT).items()):
            prefix, _, type_name = kind.rpartition(".")
            file = "-".join(filter(None, [prefix, "aws" if prefix else "", *type_name.split("_")[1:]]))
            known = bindings(names.read(f"lib/{file}/index.d.ts"), paths)
            types[kind] = {"names": known, "deprecated": deprecations(deprecated, kind, known)}
        provider = names.about["cdktn"]["provider"]
        about = {
            "provider": f"{provider['name'].removeprefix('registry.terraform.io/')} {provider['version']}",
            "names": f"{NAMES} {names.about['version']}",
            "deprecations": f"{DEPRECATIONS} {deprecated.about['version']}",
        }
    EXTRACT.write_text(json.dumps({"from": about, "types": types}, indent=1) + "\n")
    return 0


def check(folder=ROOT):
    known = json.loads(EXTRACT.read_text())
    wrong = []
    for kind, paths in sorted(used(Path(folder)).items()):
        one = known["types"].get(kind)
        if one is None:
            wrong.append(f"{kind} is not in the extract")
            continue
        for path, names in sorted(paths.items()):
            there = one["names"].get(path)
            for name in sorted(names):
                whole = f"{path}.{name}".lstrip(".")
                if there is None or not (name in there or "*" in there):
                    wrong.append(f"{kind}: {whole} is not in the extract")
                elif whole in one["deprecated"]:
                    wrong.append(f"{kind}: {whole} is deprecated")
    for line in wrong:
        print(line)
    if wrong:
        print(f"{EXTRACT.name} is of {known['from']['provider']}. What is new there: scripts/provider-schema.py extract")
    return int(bool(wrong))


if __name__ == "__main__":
    command, folder = sys.argv[1:2], sys.argv[2:]
    if command == ["check"] and len(folder) < 2:
        sys.exit(check(*folder))
    if command == ["extract"] and not folder:
        sys.exit(extract())
    sys.exit(__doc__)
