"""Reads Terraform's language as far as the scripts here need it: blocks, attributes and literal values. Imported, never run."""

import re


class Expression(str):
    """The text of an expression that is no literal."""


class Reader:
    """Reads a file, formatted or not; ValueError where Terraform would refuse it as well."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def blank(self):
        self.at = re.compile(r"(?:\s+|#[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL).match(self.text, self.at).end()

    def next(self):
        return self.text[self.at : self.at + 1]

    def body(self):
        """Attributes' expressions by name, and blocks as (words, body), up to a closing brace or the end."""
        attributes, blocks = {}, []
        while True:
            self.blank()
            if self.next() in ("", "}"):
                self.at += 1
                return attributes, blocks
            words = [self.word()]
            while self.next() not in ("=", "{"):
                words.append(self.word())
            self.at += 1
            if self.text[self.at - 1] == "=":
                attributes[words[0]] = self.expression("\n}")
            else:
                blocks.append((words, self.body()))

    def word(self):
        found = re.compile(r'[\w-]+|"[^"\n]*"').match(self.text, self.at)
        if not found:
            raise ValueError(f"line {self.text.count(chr(10), 0, self.at) + 1} is not understood")
        self.at = re.compile(r"[ \t]*").match(self.text, found.end()).end()
        return found.group().strip('"')

    def expression(self, ends):
        """The text up to one of these characters, outside of brackets, strings and comments."""
        start, depth = self.at, 0
        while self.at < len(self.text):
            heredoc = re.compile(r"<<[-~]?(\w+)\r?\n.*?\n[ \t]*\1\b", re.DOTALL).match(self.text, self.at)
            comment = re.compile(r"#[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL).match(self.text, self.at)
            character = self.text[self.at]
            if heredoc:
                self.at = heredoc.end()
            elif comment:
                self.at = comment.end()
            elif character == '"':
                self.string()
            elif depth == 0 and character in ends:
                break
            else:
                depth += (character in "([{") - (character in ")]}")
                self.at += 1
        return self.text[start : self.at].strip()

    def string(self):
        self.at += 1
        while self.next() != '"':
            if not self.next():
                raise ValueError("a string has no end")
            if self.text[self.at : self.at + 2] in ("${", "%{") and self.text[self.at - 1] != self.next():
                self.at += 2
                self.interpolation()
            else:
                self.at += 2 if self.next() == "\\" else 1
        self.at += 1

    def interpolation(self):
        depth = 1
        while depth:
            if self.next() == '"':
                self.string()
            elif not self.next():
                raise ValueError("an interpolation has no end")
            else:
                depth += (self.next() == "{") - (self.next() == "}")
                self.at += 1

    def elements(self, end):
        """Literal values up to a closing bracket, those of an object as pairs."""
        self.at += 1
        while True:
            self.blank()
            if self.next() == ",":
                self.at += 1
            elif self.next() in ("", end):
                self.at += 1
                return
            elif end == "}":
                key = self.expression("=:").strip('"')
                self.at += 1
                yield key, literal(self.expression(",\n}"))
            else:
                yield literal(self.expression(",]"))


def literal(text):
    """None, a string, a list or an object; numbers and booleans stay text; an Expression if it is none of these."""
    reader = Reader(text)
    reader.blank()
    if reader.next() == "{" and not re.match(r"\{\s*for\b", text):
        found = dict(reader.elements("}"))
    elif reader.next() == "[" and not re.match(r"\[\s*for\b", text):
        found = list(reader.elements("]"))
    elif reader.next() == '"':
        start = reader.at
        reader.string()
        found = text[start + 1 : reader.at - 1].replace('\\"', '"').replace("\\\\", "\\")
    else:
        found = re.sub(r"\s*(#|//)[^\n]*$", "", reader.expression(""))
        found = None if found == "null" else Expression(found)
    reader.blank()
    # What follows a literal, an operator perhaps, makes an expression of it.
    return found if reader.at >= len(text) else Expression(text)
