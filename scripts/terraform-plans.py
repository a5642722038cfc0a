#!/usr/bin/env python3
"""Holds whole plans of modules/origin-lock to what a terraform test cannot see, without AWS.

terraform-plans.py   prints what is wrong, exits 1 if there is anything

- A destroy begins with may_leave: it reaches every other resource of the module in the dependency graph.
- The invocations stay as they are whatever becomes of the worker: a delete opens the gate, or takes the headers off.
- An adopted secret is in no text of a plan, and where it is not named, a reader's plan fails.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "terraform/modules/origin-lock/tests/whole"
MODULE = "module.origin_lock"
WEB_ACL = {"web_acl": {"existing": {"arn": "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"}}}
# What a live lock has in its state. Without the published parameter Terraform asks AWS nothing.
KEPT = ("aws_lambda_alias", "aws_lambda_function", "aws_lambda_invocation", "terraform_data")

PLAN = ("-input=false", "-no-color", "-lock=false")


class Root:
    """The configuration FOLDER, with its state and plans in a folder that goes with this script."""

    def __init__(self, scratch):
        self.scratch = Path(scratch)
        locked = ROOT / "terraform/.terraform.lock.hcl"
        if locked.exists():
            shutil.copy(locked, FOLDER)
        self.run("init", "-backend=false", "-input=false")

    def run(self, command, *words, variables=(), may_fail=False):
        environment = {**os.environ, "TF_DATA_DIR": str(self.scratch / "data")}
        environment.update({f"TF_VAR_{name}": value if isinstance(value, str) else json.dumps(value) for name, value in dict(variables).items()})
        done = subprocess.run(
            ["terraform", f"-chdir={FOLDER}", command, *words], env=environment, capture_output=True, encoding="utf-8"
        )
        if done.returncode and not may_fail:
            sys.exit(f"terraform {command} {' '.join(words)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def plan(self, *words, **variables):
        """The plan as a tree, and as the text that a person reads."""
        file = str(self.scratch / "plan")
        text = self.run("plan", *PLAN, f"-out={file}", *words, variables=variables)
        return json.loads(self.run("show", "-json", file)), text


def unreached(graph):
    """The resources of the module that do not come before may_leave."""
    edges = {}
    for start, end in re.findall(r'"([^"]+)" -> "([^"]+)"', graph):
        edges.setdefault(start, set()).add(end)
    nodes = {node for node in re.findall(r'^\s*"([^"]+)" \[', graph, re.MULTILINE) if node.startswith(MODULE + ".")}
    reached, waiting = set(), [f"{MODULE}.aws_lambda_invocation.may_leave"]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += edges.get(node, ())
    if len(nodes) < 50 or len(reached) < 2:
        sys.exit(f"the graph of {FOLDER} is not understood: {len(nodes)} resources, {len(reached)} of them before may_leave")
    return sorted(nodes - reached)


def resources(module):
    """All of a module's, as planned, each with the module's address."""
    for one in module.get("resources", ()):
        yield module.get("address"), one
    for child in module.get("child_modules", ()):
        yield from resources(child)


def attributes(resource):
    """As the state has them: what AWS would have said is made up, and the worker is of another package."""
    kind, name, values = resource["type"], resource["name"], dict(resource["values"])
    values["id"] = values.get("function_name", name)
    if kind == "aws_lambda_function":
        values |= {"arn": f"arn:aws:lambda:eu-west-1:123456789012:function:{name}", "version": "1", "source_code_hash": "of another package"}
    elif kind == "aws_lambda_alias":
        values |= {"arn": f"arn:aws:lambda:eu-west-1:123456789012:function:worker:{name}", "function_version": "1"}
    elif kind == "aws_lambda_invocation":
        values["result"] = json.dumps({"lock": "petstore", "stage": "idle"})
    else:
        value = values["input"]
        of = ["object", dict.fromkeys(value, "string")] if isinstance(value, dict) else "string"
        values["input"] = values["output"] = {"value": value, "type": of}
    return values


def live(plan):
    """The state after a plan of the whole has been applied."""
    found = []
    for module, one in resources(plan["planned_values"]["root_module"]):
        if one["type"] in KEPT:
            index = {"index_key": one["index"]} if "index" in one else {}
            found.append({
                "module": module, "mode": "managed", "type": one["type"], "name": one["name"],
                "provider": f'provider["{one["provider_name"]}"]',
                "instances": [{**index, "schema_version": one["schema_version"], "attributes": attributes(one)}],
            })  # fmt: skip
    return {"version": 4, "terraform_version": plan["terraform_version"], "serial": 1, "lineage": "whole", "outputs": {}, "resources": found}


def actions(plan):
    """What is to become of what the state has, by the last part of its address."""
    return {
        one["address"].removeprefix(MODULE).removeprefix(".module.lock").lstrip("."): one["change"]["actions"]
        for one in plan["resource_changes"]
        if one["type"] in KEPT
    }


def changes(root, whole):
    """What becomes of the invocations of a live lock, when the worker changes and when they are told something else."""
    state = root.scratch / "live.tfstate"
    state.write_text(json.dumps(live(whole)))

    def plan(*words, **variables):
        return actions(root.plan("-refresh=false", f"-state={state}", *words, gate=WEB_ACL, **variables)[0])

    def wrong(told, found, expected):
        for name in ("engage", "disengage", "enforce[0]", "may_leave"):
            becomes, right = found.get(f"aws_lambda_invocation.{name}"), expected.get(name, ["no-op"])
            if becomes != right:
                yield f"{told}: {name} is to be {becomes}, not {right}"

    told = "another package, more memory and a tag"
    found = plan(enforce=True, memory_size=1024, tags={"team": "pets"})
    if [found[f"aws_lambda_{one}"] for one in ("function.worker", "alias.rotate")] != [["update"]] * 2:
        yield f"{told}: the worker does not change: {found}"
    yield from wrong(told, found, {})
    again = [f"-replace={MODULE}.module.lock.aws_lambda_{one}" for one in ("function.worker", "alias.rotate")]
    yield from wrong("the worker and its alias made again", plan(*again, enforce=True), {})
    expected = {"disengage": ["update"], "may_leave": ["update"], "enforce[0]": ["delete"]}
    yield from wrong("enforce = false and force_disengage = true", plan(force_disengage=True), expected)


def adoptions(root):
    """Where an adopted secret goes, by value and without one."""
    for gate, header, secret in (
        ("api_key", {"name": "x-api-key", "value": "Hand-made-key-of-30-characters"}, "Hand-made-key-of-30-characters"),
        ("request_validation", {"name": "X-Origin-Lock-C0ffee00c0ffee00c0ffee00c0ffee00", "value": "1"}, "c0ffee00" * 4),
    ):
        plan, text = root.plan(gate={gate: {}}, adopt_existing=True, adopt_value=secret)
        if secret.lower() in text.lower():
            yield f"{gate}: the plan prints what is adopted"
        for _, one in resources(plan["planned_values"]["root_module"]):
            if one["type"] == "aws_cloudfront_distribution" and one["values"]["origin"][0]["custom_header"] != [header]:
                yield f"{gate}: the distribution does not present what is adopted"
            holds = secret.lower() in json.dumps(one["values"]).lower()
            if holds and one["type"] not in ("aws_cloudfront_distribution", "aws_ssm_parameter"):
                yield f"{gate}: {one['address']} holds what is adopted"
    refused = root.run("plan", *PLAN, variables={"gate": {"api_key": {}}, "adopt_existing": True}, may_fail=True)
    if "Cannot use a null value in for_each" not in refused:
        yield "a plan that would take off a header that nobody has named does not fail"


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        root = Root(scratch)
        wrong += [f"{one} is not reached by may_leave: a refused destroy may have taken it" for one in unreached(root.run("graph"))]

        whole = root.plan(gate=WEB_ACL, enforce=True)[0]
        wrong += changes(root, whole)
        wrong += adoptions(root)
    if wrong:
        print("\n".join(wrong))
        sys.exit(1)


if __name__ == "__main__":
    main()
