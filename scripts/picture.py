#!/usr/bin/env python3
"""Draws what a status says: how the lock stands, how it came there, and what was found.

picture.py ANSWER PAGE  ANSWER is the file of an answer to `status`, PAGE the HTML file to write. It needs no network.
"""

import json
import math
import sys
from datetime import datetime, timezone
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("report.css")
LEFT, RIGHT = 110, 1088
NARROWEST = 14
STAGES = {
    "engage": "present", "require": "retire", "withdraw": "retire", "retreat": "soak", "disengage": "retire", "open": "none",
}  # fmt: skip


def time(text):
    # Nanoseconds are more than Python 3.7 to 3.10 reads.
    return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)


def length(seconds):
    for unit, of in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * of:
            return f"{seconds / of:.0f} {unit}"
    return f"{seconds:.0f} s"


def color(secret):
    return f"s{(int(secret.lstrip('g')) - 1) % 6 + 1}" if secret and secret.lstrip("g").isdigit() else "none"


class Stretch:
    """A stage from when it began to when the next did."""

    def __init__(self, entry):
        self.stage, self.since = entry["stage"], time(entry["since"])
        self.current, self.incoming = entry.get("current"), entry.get("incoming")
        self.reasons = [entry.get("reason") or ""]


def stretches(history):
    all_of_them = []
    for entry in history:
        last = all_of_them[-1] if all_of_them else None
        if last and (last.stage, last.since) == (entry["stage"], time(entry["since"])):
            last.current, last.incoming = entry.get("current"), entry.get("incoming")
            last.reasons.append(entry.get("reason") or "")
        else:
            all_of_them.append(Stretch(entry))
    return all_of_them


def timeline(history, now):
    parts = stretches(history)
    if not parts:
        return "<p class='soft'>The lock has no history yet.</p>"
    ends = [part.since for part in parts[1:]] + [now]
    seconds = [max(0.0, (end - part.since).total_seconds()) for part, end in zip(parts, ends)]
    # Days at rest and seconds of a rotation in one picture: a stretch is as wide as the logarithm of its length.
    weights = [1 + math.log10(1 + each) for each in seconds]
    scale = (RIGHT - LEFT - NARROWEST * len(parts)) / sum(weights)
    svg, x = [], float(LEFT)
    for part, lasted, weight in zip(parts, seconds, weights):
        width = NARROWEST + weight * scale
        title = escape(f"{part.stage} since {part.since:%Y-%m-%d %H:%M:%S} UTC, {length(lasted)}: " + "; ".join(part.reasons))
        box = f'<rect x="{x:.1f}" width="{width:.1f}"'
        svg.append(f'{box} y="10" height="26" class="stage {STAGES.get(part.stage, part.stage)}"><title>{title}</title></rect>')
        if width > 8 + 6.2 * len(part.stage):
            svg.append(f'<text x="{x + width / 2:.1f}" y="27" class="stage-label">{escape(part.stage)}</text>')
        for y, secret, does in ((46, part.current, "is current"), (64, part.incoming, "is coming")):
            if secret:
                svg.append(f'{box} y="{y}" height="14" class="{color(secret)}"><title>{escape(secret)} {does}</title></rect>')
                svg.append(f'<text x="{x + width / 2:.1f}" y="{y + 11}" class="stage-label">{escape(secret)}</text>')
        if width > 8 + 6.2 * len(length(lasted)):
            svg.append(f'<text x="{x + width / 2:.1f}" y="96" class="tick">{length(lasted)}</text>')
        x += width
    labels = "".join(
        f'<text x="0" y="{y}" class="{kind}">{text}</text>'
        for y, kind, text in ((27, "row", "stage"), (58, "row", "secret"), (74, "note", "the next one"), (96, "note", "for how long"))
    )
    return (
        '<svg class="timeline" viewBox="0 0 1100 104" role="img" aria-labelledby="life-title"><title id="life-title">'
        f"The lock's stages from {parts[0].since:%Y-%m-%d %H:%M} UTC to now</title>{labels}{''.join(svg)}</svg>"
    )


def chip(secret):
    return f'<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="2" class="{color(secret)}"/></svg> {escape(secret)}'


def chips(secrets):
    return ", ".join(chip(each) for each in secrets) or "nothing"


def word(good, text):
    return f'<span class="{"yes" if good else "no"}-word">{escape(text)}</span>'


def members(answer):
    for each in answer.get("distributions", []):
        seen = each.get("viewer")
        yield (
            each["id"],
            chips(each["presents"]) + (f' and {each["foreign_headers"]} headers of others' if each.get("foreign_headers") else ""),
            "everywhere" if each["deployed"] else "on its way",
            # What was neither let through nor refused says nothing of viewers.
            word(True, "served") if seen == "passed" else word(seen not in ("refused", "unserved"), seen or "not asked")
            + (f': {escape(each["viewer_saw"])}' if each.get("viewer_saw") else ""),
        )


def table(heads, rows, none):
    rows = list(rows)
    if not rows:
        return f'<p class="soft">{none}</p>'
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f'<td class="word">{cell}</td>' for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def findings(answer):
    for each in answer.get("findings", []):
        method = " ".join(part for part in (each.get("method"), each.get("path")) if part)
        yield (
            each["kind"],
            escape(each["severity"]),
            escape(each["where"] + (": " + method if method else "")),
            f'{escape(each["detail"])}<br><b>{escape(each["remedy"])}</b>',
        )


def gate(answer):
    of = answer.get("gate", {})
    yield "the gate lets in", chips(of.get("honours", []))
    if "enforced" in answer:
        yield "it is", "closed" if answer["enforced"] else "open"
    if "methods" in of:
        yield "methods", f'{of["methods"]}, of which {len(of.get("open_methods", []))} open'
    for text in [of.get("advice"), *of.get("warnings", [])]:
        if text:
            yield "of it", escape(text)
    for label in ("awaiting", "check"):
        if answer.get(label):
            yield label, escape(answer[label])
    for each in answer.get("released", []):
        yield "released", escape(each["member"]) + (", let go" if each["let_go"] else ", not yet let go")


def page(answer, now):
    grave = [each for each in answer.get("findings", []) if each["severity"] in ("refuses", "hinders")]
    refused = [each["id"] for each in answer.get("distributions", []) if each.get("viewer") in ("refused", "unserved")]
    verdict = (
        f"Viewers are refused through {', '.join(refused)}" if refused
        else f"Findings that refuse viewers or hinder rotations: {len(grave)}" if grave else "Nothing refuses viewers or hinders rotations"
    )  # fmt: skip
    name = escape(answer.get("lock") or "lock")
    current = f'secret {escape(answer["current"])}' if answer.get("current") else "no secret"
    age = f', for {length((now - time(answer["current_since"])).total_seconds())}' if answer.get("current_since") else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>origin-lock: {name}</title>
<style>
{STYLE.read_text(encoding="utf-8")}td.word {{ white-space: normal; }} th, td {{ text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<main>
<header>
<p class="over">origin-lock · {name} · {now:%Y-%m-%d %H:%M} UTC</p>
<h1>{escape(answer["stage"].capitalize())}, {current}{age}</h1>
<p>{escape(answer.get("message") or "")}</p>
<p class="verdict {"no" if refused or grave else "yes"}">{escape(verdict)}</p>
</header>
<section aria-labelledby="life">
<h2 id="life">How it came here</h2>
<p class="soft">As far back as the lock remembers. Not to scale: a stage is as wide as the logarithm of its length.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Timeline">{timeline(answer.get("history", []), now)}</div>
</section>
<section aria-labelledby="edges">
<h2 id="edges">CloudFront</h2>
{table(("distribution", "presents", "deployed", "a request of the worker's through it"), members(answer), "No distribution.")}
</section>
<section aria-labelledby="gate">
<h2 id="gate">The API</h2>
{table(("what", "how it is"), gate(answer), "Nothing is known of it.")}
</section>
<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
{table(("kind", "it", "where", "what was seen, and what to do"), findings(answer), "None.")}
</section>
</main>
</body>
</html>
"""


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        answer = json.load(file)
    Path(sys.argv[2]).write_text(page(answer, datetime.now(timezone.utc)), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"origin-lock: the status cannot be drawn ({type(error).__name__}: {error}). See it with JSON=1", file=sys.stderr)
        sys.exit(1)
