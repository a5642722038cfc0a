#!/usr/bin/env python3
"""Prints how long the sentences of README.md and docs/*.md are, in words: how many, mean and worst.

usage: scripts/sentences.py [COMMIT]

With a commit, of its documents instead of those here. Decision records and docs/aws.md's rows are left out, as are
tables and blocks of code: they are looked up, not read. A list's item is a sentence, too.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not the end of a sentence.
ABBREVIATION = re.compile(r"\b(e\.g|i\.e|etc|vs|min|max)\.$")


def git(*arguments):
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True).stdout


def documents(commit):
    """Name and text of each document."""
    names = git("ls-tree", "-r", "--name-only", commit).split("\n") if commit else git("ls-files", "-co", "--exclude-standard").split("\n")
    for name in sorted(set(names)):
        if re.fullmatch(r"README\.md|CONTRIBUTING\.md|SECURITY\.md|CHANGELOG\.md|docs/[^/]+\.md", name):
            if commit:
                yield name, git("show", f"{commit}:{name}")
            elif (ROOT / name).exists():
                yield name, (ROOT / name).read_text(encoding="utf-8")


def paragraphs(text):
    """What is read: neither headings, tables, marks nor code."""
    text = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", text, flags=re.S | re.M)
    paragraph = []
    for line in text.split("\n") + [""]:
        item = re.match(r"\s*([-*]|\d+\.)\s+", line)
        if not line.strip() or item or re.match(r"#|\||<!--|!\[| {4}\S", line):
            if paragraph:
                yield " ".join(paragraph)
            paragraph = [line[item.end():]] if item else []
        else:
            paragraph.append(line.strip())


def sentences(text):
    for paragraph in paragraphs(text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", paragraph)
        plain = re.sub(r"`[^`]*`", "Code", plain).replace("*", "")
        start = 0
        for end in re.finditer(r"[.!?][\"')]?(?=\s+[\"'(A-Z]|\s*$)|:$", plain):
            sentence = plain[start:end.end()].strip()
            if not ABBREVIATION.search(sentence):
                start = end.end()
                yield sentence
        if plain[start:].strip():
            yield plain[start:].strip()


def main():
    commit = sys.argv[1] if len(sys.argv) > 1 else None
    everything = []
    print("| document | lines | sentences | mean words | worst |\n| --- | ---: | ---: | ---: | ---: |")
    for name, text in documents(commit):
        words = [len(sentence.split()) for sentence in sentences(text)]
        everything += words
        if words:
            print(f"| {name} | {len(text.splitlines())} | {len(words)} | {sum(words) / len(words):.1f} | {max(words)} |")
    print(f"| all | | {len(everything)} | {sum(everything) / len(everything):.1f} | {max(everything)} |")


if __name__ == "__main__":
    main()
