#!/usr/bin/env python3
"""Tells which packages are made of the sources that are here, by digests kept beside each.

package-sources.py stale [NAME...]           a line for each that is not: name, digest of the sources, Maven modules
package-sources.py record NAME DIGEST...     keeps what the packages are made of now

Digests, since times lie: a checkout of an older commit, or a deleted file, leaves nothing that is newer.
"""

import hashlib
import os
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

ROOT = Path(os.environ["ROOT"])
LAMBDA = ROOT / "lambda"
PACKAGES = {name: Path(os.environ[variable]) for name, variable in (("worker", "WORKER_JAR"), ("authorizer", "AUTHORIZER_JAR"), ("edge", "EDGE_ZIP"))}
# By package the folder that it is the package of.
FOLDERS = {name: path.parent.parent.name for name, path in PACKAGES.items()}
SCRIPTS = [ROOT / "scripts/package.sh", ROOT / "scripts/common.sh"]
POM = "{http://maven.apache.org/POM/4.0.0}"


def modules(folder):
    """The module and ours that it depends on, and the POMs that Maven reads for that."""
    poms = {pom.parent.name: xml.parse(pom).getroot() for pom in sorted(LAMBDA.glob("*/pom.xml"))}
    folders = {pom.findtext(f"{POM}artifactId"): name for name, pom in poms.items()}
    found, read = [], {LAMBDA / "pom.xml"}

    def add(name, compiled):
        read.add(LAMBDA / name / "pom.xml")
        if not compiled or name in found:
            return
        found.append(name)
        for dependency in poms[name].iterfind(f"{POM}dependencies/{POM}dependency"):
            of = folders.get(dependency.findtext(f"{POM}artifactId"))
            if of:
                add(of, dependency.findtext(f"{POM}scope") != "test")

    add(folder, True)
    return found, read


def files(*folders):
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def sources(name):
    """All that a package is made of, and its Maven modules."""
    if name == "edge":
        return {LAMBDA / FOLDERS[name] / file for file in ("index.mjs", "canonical.mjs")}, []
    needed, poms = modules(FOLDERS[name])
    return poms | files(LAMBDA / ".mvn", *(LAMBDA / module / "src/main" for module in needed)), needed


def digest(paths):
    found = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        found.update(f"{path.relative_to(ROOT)}\n{len(content)}\n".encode() + content)
    return found.hexdigest()


def kept(name):
    return PACKAGES[name].with_name(PACKAGES[name].name + ".sources")


def line(name, of_sources):
    """With the package's own digest: a build by something else than make package keeps none."""
    return f"{of_sources} {digest([PACKAGES[name]])}\n"


def stale(*names):
    for name in names or PACKAGES:
        paths, needed = sources(name)
        of_sources = digest([*paths, *SCRIPTS])
        there = PACKAGES[name].is_file() and kept(name).is_file()
        if not there or kept(name).read_text() != line(name, of_sources):
            print(name, of_sources, *needed)


def record(*pairs):
    for name, of_sources in zip(pairs[::2], pairs[1::2]):
        kept(name).write_text(line(name, of_sources))


if __name__ == "__main__":
    {"stale": stale, "record": record}[sys.argv[1]](*sys.argv[2:])
