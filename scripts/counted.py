#!/usr/bin/env python3
"""Says how many requests WAF counted that an open gate would have refused.

counted.py ANSWER  ANSWER is the file of a worker's answer to `status`. Prints a line where the lock's rule group counts,
                   or why there is no number; nothing with another gate.
"""

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone


def command(group, lock, start, end):
    """In a rule group WAF counts by region, group and rule, not by web ACL."""
    region = group.split(":")[3]
    return [
        "aws", "cloudwatch", "get-metric-statistics", "--region", region, "--output", "json",
        "--namespace", "AWS/WAFV2", "--metric-name", "CountedRequests", "--statistics", "Sum", "--period", "300",
        "--dimensions", f"Name=Region,Value={region}", f"Name=RuleGroup,Value=origin-lock-{lock}", "Name=Rule,Value=origin-lock",
        "--start-time", start.isoformat(), "--end-time", end.isoformat(),
    ]


def moment(text):
    # Version 1 of the CLI prints times as they came: seconds since 1970, or text.
    if isinstance(text, (int, float)):
        return datetime.fromtimestamp(text, timezone.utc)
    # Without fractions of a second, of which older Pythons read three or six digits alone.
    return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)


def said(answer):
    group = answer.get("gate", {}).get("rule_group")
    if not group or answer.get("enforced", True) and answer.get("stage") != "engage":
        return None
    if not answer.get("settled_at"):
        return "not every edge presents the secret yet: of the requests that WAF counts now, some are viewers'"
    end = datetime.now(timezone.utc).replace(microsecond=0)
    settled = moment(answer["settled_at"])
    start = max(settled, end - timedelta(hours=24))
    asked = subprocess.run(command(group, answer["lock"], start, end), capture_output=True, text=True)
    if asked.returncode != 0:
        return (
            "how many requests the gate would refuse is not known: "
            + " ".join(asked.stderr.split()).rstrip(".")
            + ". The credentials need cloudwatch:GetMetricStatistics"
        )
    points = [(moment(point["Timestamp"]), int(point["Sum"])) for point in json.loads(asked.stdout)["Datapoints"]]
    hour = sum(count for at, count in points if at >= end - timedelta(hours=1))
    since = f"since {settled:%Y-%m-%dT%H:%MZ}" if start == settled else "in the last 24 hours"
    return f"{hour} requests past the secret in the last hour, {sum(count for _, count in points)} {since}: the gate would refuse them"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        line = said(json.load(file))
    if line:
        print(f"==> {line}", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"==> how many requests the gate would refuse is not known: {error}", file=sys.stderr)
