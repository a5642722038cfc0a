#!/usr/bin/env python3
"""Tells people what the worker answered.

tell.py ACTION ANSWER  ANSWER is the file of an answer. `status`, `audit` and `check` are told as tables, unless JSON=1
                       asks for the answer as it is; every other answer is printed as it is. Ends with 3 if a check
                       found what refuses viewers or hinders rotations, or an audit that is told as a table what nobody
                       accepted.
"""

import json
import os
import sys
import textwrap

WIDTH = 96
COUNTED = 3


def place(finding):
    method = " ".join(part for part in (finding.get("method"), finding.get("path")) if part)
    return finding["where"] + (": " + method if method else "")


def findings(answer):
    rows = [(each.get("severity", ""), each["kind"], place(each)) for each in answer.get("findings", [])]
    heads = ("severity", "kind", "place")
    if rows:
        widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(3)]
        for line in [heads, tuple("-" * width for width in widths)]:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        for row, finding in zip(rows, answer["findings"]):
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
            for text in (finding["detail"], finding["remedy"]):
                print(textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    "))
    for each in answer.get("accepted", []):
        print(f'accepted: {each["kind"]}, {place(each)}: {each["reason"]}')


def examined(answer):
    findings(answer)
    if answer.get("options"):
        print("open to preflights, which can carry no secret: " + ", ".join(answer["options"]))
    methods = f'{answer["methods"]} methods'
    if answer["action"] == "audit":
        methods += f', {answer["open"]} of them open'
    print(f'{answer["lock"] or "no lock yet"}: {methods}. {answer["message"]}')


def awaited(of):
    if not of.get("awaiting"):
        return None
    return of["awaiting"] + (f', not before {of["not_before"]}' if of.get("not_before") else "")


def viewer(distribution):
    """What came of a request through it: only the first two say what viewers get."""
    seen = distribution.get("viewer")
    if not seen or seen == "passed":
        return "a viewer's request passes" if seen else ""
    told = {"refused": "REFUSED", "unserved": "NOT SERVED"}.get(seen, "answered by something else, or by nobody")
    return f'a viewer\'s request is {told}: {distribution["viewer_saw"]}'


def presents(distribution):
    ids = ", ".join(distribution["presents"])
    foreign = distribution.get("foreign_headers")
    return "; ".join(
        part
        for part in (
            f"presents {ids}" if ids else "presents nothing",
            f"foreign headers: {foreign}" if foreign else "",
            "deployed" if distribution["deployed"] else "not deployed everywhere yet",
            viewer(distribution),
        )
        if part
    )


def secret(answer):
    if not answer.get("current"):
        return "none"
    since = f', since {answer["current_since"]}' if answer.get("current_since") else ""
    return answer["current"] + since + (f'; {answer["incoming"]} is coming' if answer.get("incoming") else "")


def gate_lines(answer):
    gate = answer.get("gate", {})
    if "enforced" in answer:
        yield "enforced" if answer["enforced"] else "not enforced"
    if "honours" in gate:
        yield "honours " + (", ".join(gate["honours"]) or "nothing")
    if "methods" in gate:
        open_methods = gate.get("open_methods", [])
        names = ": " + ", ".join(open_methods) if open_methods else ""
        yield f'{len(open_methods)} of {gate["methods"]} methods open{names}'
    if gate.get("advice"):
        yield gate["advice"]
    yield from gate.get("warnings", [])


def status(answer):
    since = f', since {answer["since"]}' if answer.get("since") else ""
    lines = [("stage", answer["stage"] + since), ("secret", secret(answer)), ("awaiting", awaited(answer))]
    lines.append(("check", answer.get("check")))
    for flag in ("paused", "pending"):
        lines.append((flag, "yes" if answer.get(flag) else None))
    for count in ("taken_back", "repairs"):
        lines.append((count.replace("_", " "), str(answer[count]) if answer.get(count) else None))
    for each in answer.get("distributions", []):
        lines.append(("distribution", each["id"] + " " + presents(each)))
    for each in answer.get("released", []):
        left = "let go" if each["let_go"] else "awaits " + (awaited(each) or "nothing")
        lines += [("released", each["member"] + " " + left), ("check", each.get("check"))]
    lines += [("gate", line) for line in gate_lines(answer)]
    lines = [(label, text) for label, text in lines if text]
    width = max(len(label) for label, _ in lines) + 2
    for label, text in lines:
        indent = " " * width
        print(textwrap.fill(text, max(WIDTH, width + 40), initial_indent=label.ljust(width), subsequent_indent=indent))
    findings(answer)
    print(f'{answer.get("lock", "lock")}: {answer.get("message") or answer["stage"]}')


def result(action, answer):
    if action == "audit":
        # Whoever has asked for the answer itself reads it, and never had to expect a failure.
        return COUNTED if answer["findings"] and os.environ.get("JSON") != "1" else 0
    grave = [each for each in answer.get("findings", []) if each.get("severity") in ("refuses", "hinders")]
    return COUNTED if action == "check" and grave else 0


def main():
    action = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        answer = json.load(file)
    tell = {"status": status, "audit": examined, "check": examined}.get(action)
    if tell is None or os.environ.get("JSON") == "1":
        print(json.dumps(answer, indent=4))
    else:
        tell(answer)
    return result(action, answer)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"origin-lock: the answer cannot be told ({type(error).__name__}: {error}). See it with JSON=1", file=sys.stderr)
        sys.exit(1)
