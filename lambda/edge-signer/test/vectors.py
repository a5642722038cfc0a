"""Makes vectors.json, by an implementation of docs/signature.md that is neither side's.

Each vector has what the edge sees, what an authorizer of the type REQUEST sees of the same request, and
the canonical form and the signature that both must come to. `decoded` is what the authorizer sees instead
should API Gateway decode the path of its event, with the path in `requestContext` as it was sent. `lossless`
says whether the decoded path by itself still tells what was signed.
Run: python3 vectors.py > vectors.json
"""

import base64
import hashlib
import hmac
import json
import re
import sys
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes

SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd"
TIME = 1767225600


VECTORS = []


def folded(path):
    return re.sub("^/+", "/", path)


def canonical_path(sent):
    """Byte by byte between the escaped slashes."""
    parts = re.split("%2[Ff]", folded(sent))
    return "%2F".join(quote(unquote_to_bytes(part), safe="/~") for part in parts)


def vector(name, uri="/pets", query="", method="GET", form="q", key_id="g1", time=TIME, secret=SECRET, **seen):
    """seen: what the authorizer sees otherwise, and how it is told to make up for it."""
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None, separator="&")
    shown = seen.get("shown", folded(uri))
    values = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    lines = [
        "origin-lock-1",
        str(time),
        key_id,
        form,
        method,
        canonical_path(uri),
        "&".join(f"{k}={v}" for k, v in sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in pairs))
        if form == "q"
        else "",
    ]
    text = "\n".join(lines)
    mac = base64.urlsafe_b64encode(hmac.new(secret.encode(), text.encode("ascii"), hashlib.sha256).digest())
    VECTORS.append(
        {
            "name": name,
            "edge": {
                "method": method,
                "uri": uri,
                "querystring": query,
                "key": f"{key_id}.{secret}" + ("" if form == "q" else "~"),
                "time": time,
            },
            "authorizer": {
                "httpMethod": method,
                "path": shown,
                "decoded": unquote(shown, errors="replace"),
                "lossless": quote(unquote(folded(uri), errors="replace"), safe="/~") == canonical_path(uri),
                "requestContext": {
                    "stage": "prod",
                    "path": shown if "base" in seen else uri if "add" in seen else "/prod" + uri,
                },
                "multiValueQueryStringParameters": values,
                "strip_prefix": seen.get("strip", ""),
                "add_prefix": seen.get("add", ""),
            },
            "canonical": text,
            "signature": f"{key_id}.{time}.{form}." + mac.decode().rstrip("="),
        }
    )


# Methods, keys and times.
for verb in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]:
    vector(f"method {verb}", method=verb)
vector("another key id", key_id="g42")
vector("a long key id", key_id="g999999999")
vector("another secret", secret="0123456789abcdefghij")
vector("the longest secret", secret="x" * 128)
vector("another time", time=1)
vector("a time after 2038", time=4102444800)

# Paths.
vector("the root", uri="/")
vector("a trailing slash", uri="/pets/")
vector("two slashes at the end", uri="/pets//")
vector("a slash twice within", uri="/pets//1")
vector("two slashes at the start are one", uri="//pets/1")
vector("three slashes at the start are one", uri="///pets")
vector("slashes at the start, within and at the end", uri="//pets//1//")
vector("only slashes", uri="///")
vector("an escaped slash at the start is not one of them", uri="/%2Fpets")
vector("two slashes and an escaped one at the start", uri="//%2fpets")
vector("a dot", uri="/pets/./1")
vector("two dots", uri="/pets/../secret")
vector("encoded dots", uri="/pets/%2e%2e/secret")
vector("an encoded letter", uri="/p%65ts")
vector("an encoded slash", uri="/pets%2F1")
vector("an encoded slash in small digits", uri="/pets%2f1")
vector("a slash in place of the encoded one", uri="/pets/1")
vector("encoded slashes beside real ones", uri="/a%2F/%2Fb/%2f%2f/")
vector("an encoded slash twice", uri="/pets%252F1")
vector("an encoded slash twice, in small digits", uri="/pets%252f1")
vector("an encoded slash beside unicode", uri="/%C3%A9%2Fa%20b")
vector("a blank in the path", uri="/a%20b")
vector("a plus in the path is a plus", uri="/a+b")
vector("an encoded plus in the path", uri="/a%2Bb")
vector("an encoded plus in small digits", uri="/a%2bb")
vector("double encoding in the path is undone once", uri="/a%2520b")
vector("an encoded percent", uri="/100%25")
vector("an encoded percent twice", uri="/100%2525")
vector("an encoded percent three times", uri="/100%252525")
vector("an encoded percent before digits", uri="/%2541")
vector("a percent that encodes nothing", uri="/100%")
vector("a percent with one digit", uri="/100%2")
vector("a percent before other letters", uri="/%zz/%G1")
vector("a percent before an escape", uri="/%%41%%2F")
vector("a percent with one digit before an escape", uri="/%2%46/%2%2F")
vector("an encoded line feed", uri="/a%0Ab")
vector("an encoded null", uri="/a%00b")
vector("an encoded question mark and number sign", uri="/a%3Fb%23c")
vector("unicode, encoded", uri="/%E7%8C%AB/%C3%A4")
vector("unicode in small digits", uri="/%c3%a9")
vector("unicode, raw", uri="/猫/ä")
vector("unicode, raw, before an escape", uri="/ä%2Fé%41")
vector("unicode beyond the basic plane", uri="/%F0%9F%90%B6")
vector("bytes that are no UTF-8", uri="/%FF%FE")
vector("other bytes that are no UTF-8", uri="/%FE%FF")
vector("one byte that is no UTF-8", uri="/%FF")
vector("the replacement character, which those are not", uri="/%EF%BF%BD")
vector("a cut UTF-8 sequence", uri="/%E7%8C")
vector("an overlong UTF-8 sequence", uri="/%C0%AF")
vector("half a surrogate pair", uri="/%ED%A0%80")
vector("Latin-1", uri="/caf%E9")
vector("unreserved characters stay", uri="/AZaz09-._~")
vector("unreserved characters that were encoded", uri="/%41%7A%30%2D%2E%5F%7E")
vector("sub-delimiters are encoded", uri="/!$&'()*+,;=:@")
vector("sub-delimiters that were encoded", uri="/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40")
vector("quotes and brackets", uri="/%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60")
vector("a long path", uri="/" + "/".join(f"segment-{i}" for i in range(200)))

# Queries.
vector("one pair", query="type=dog")
vector("two pairs are sorted", query="type=dog&page=2")
vector("sorted by bytes, capitals first", query="b=1&B=2&a=3&A=4")
vector("a repeated name, sorted by value", query="a=2&a=1&a=10")
vector("a repeated pair", query="a=1&a=1")
vector("a name that begins another", query="ab=1&a=2&a-=3")
vector("an empty value", query="a=")
vector("no equals sign", query="a")
vector("both, of one name", query="a&a=&a=1")
vector("an empty name", query="=1")
vector("empty parts", query="&&a=1&&b=2&")
vector("two equals signs", query="a=b=c")
vector("a plus is a blank", query="q=a+b")
vector("an encoded blank", query="q=a%20b")
vector("an encoded plus is a plus", query="q=a%2Bb")
vector("plus in the name", query="a+b=1")
vector("double encoding in the query is undone once", query="q=%2520")
vector("an encoded ampersand and equals sign", query="q=a%26b%3Dc")
vector("a semicolon is no separator", query="a=1;b=2")
vector("a slash and a question mark in the query", query="u=/a?b")
vector("a percent that encodes nothing, in the query", query="q=100%&p=%2")
vector("unicode in the query", query="%E7%8C%AB=%C3%A4&q=ä")
vector("unicode sorted by its encoded form", query="%F0%9F%90%B6=1&%EF%BC%A1=2")
vector("bytes that are no UTF-8, in the query", query="q=%FF")
vector("a line feed in the query", query="q=a%0Ab")
vector("stars and brackets in the query", query="filter[a]=*&x=(1)'!'")
vector("many pairs", query="&".join(f"n{i % 7}={i}" for i in range(60)))
vector("the query left out", query="type=dog", form="p")
vector("nothing to leave out", form="p")

# What one side has and the other has not.
vector("a stage that only the edge has", uri="/prod/pets", shown="/pets", add="/prod")
vector("an escape behind a stage that only the edge has", uri="/prod/a%2Fb", shown="/a%2Fb", add="/prod")
vector("two slashes behind a stage that only the edge has", uri="/prod//pets", shown="/pets", add="/prod")
vector("a base path that only the API has", uri="/pets", shown="/v1/pets", strip="/v1", base=True)
vector("an escape behind a base path that only the API has", uri="/a%2Fb", shown="/v1/a%2Fb", strip="/v1", base=True)
vector("two slashes behind a base path that only the API has", uri="//pets", shown="/v1//pets", strip="/v1", base=True)
vector("a base path that both have", uri="/v1/pets", shown="/v1/pets", base=True)
vector("a base path in place of another", uri="/api/pets", shown="/v1/pets", strip="/v1", add="/api", base=True)
vector("the root below a base path", uri="/", shown="/v1", strip="/v1", base=True)
vector("a base path of the stage's name", uri="/prod/a%2Fb", shown="/prod/a%2Fb", base=True)
vector("a path that begins with the stage's name", uri="/prod/a%2Fb")
vector("what only begins like the base path", uri="/v10/pets", shown="/v10/pets", strip="/v1", base=True)

json.dump(VECTORS, sys.stdout, indent=1, ensure_ascii=True)
sys.stdout.write("\n")
