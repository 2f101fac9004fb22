"""A stranger's verifier of receipts, written from docs/protocol.md alone, with nothing but Python's own library.

    python3 verify.py RECEIPT LOG_VKEY [WITNESS_VKEY ...] [--record FILE] [--manifest FILE]

Prints one line for each step and exits 0 when no step failed. Numbers in comments are sections of the document.
"""
import base64
import hashlib
import re
import sys

import ed25519

WORDS = ["entered", "unchanged", "returned", "held", "refused"]
WORDS_VI = ["đã ghi", "không đổi", "trả lại", "giữ lại", "từ chối"]
CODE = r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}"
DIGEST = r"[0-9a-f]{64}"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
DAY = r"\d{4}-\d\d-\d\d"
COUNT = r"(?:0|[1-9]\d{0,15})"
PARCEL = [  # 7.1
    ("parcel", UUID), ("sender", CODE), ("unit", CODE), ("kind", "changes|full|withdrawal"),
    ("edition", r"[A-Za-z0-9][A-Za-z0-9.-]{0,15}"), ("as-of", DAY), ("records", COUNT),
    ("manifest", DIGEST), ("records-root", DIGEST),
]


class Malformed(Exception):
    pass


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text, length=None):  # 1.3
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Malformed(text)
    if base64.b64encode(raw).decode() != text or length not in (None, len(raw)):
        raise Malformed(text)
    return raw


def root_of(leaf, index, size, path):  # 1.5
    if index < 0 or index >= size:
        return None
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = sha(b"\x01", p, r)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha(b"\x01", r, p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


def merkle_root(leaves):  # 1.5
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha(b"\x01", merkle_root(leaves[:k]), merkle_root(leaves[k:]))


def parse_vkey(vkey):  # 2.4
    name, key_id, material = vkey.split("+", 2)
    raw = unbase64(material, 33)
    if sha(name.encode(), b"\n", raw)[:4].hex() != key_id:
        raise Malformed(vkey)
    return {"name": name, "id": bytes.fromhex(key_id), "type": raw[0], "key": raw[1:]}


def parse_note(note):  # 7.3
    split = note.rfind("\n\n")
    if split < 0 or not note.endswith("\n"):
        raise Malformed("note")
    signatures = []
    for line in note[split + 2 : -1].split("\n"):
        found = re.fullmatch(r"— (\S+) (\S+)", line)
        if not found:
            raise Malformed(line)
        raw = unbase64(found[2])
        signatures.append({"name": found[1], "id": raw[:4], "bytes": raw[4:]})
    return note[: split + 1], signatures


def parse_checkpoint(text):  # 11.4
    body, signatures = parse_note(text)
    found = re.fullmatch(r"(\S+)\n(%s)\n(\S+)\n" % COUNT, body)
    if not found:
        raise Malformed("checkpoint")
    return {"body": body, "origin": found[1], "size": int(found[2]), "root": unbase64(found[3], 32), "signatures": signatures}


class Lines:
    def __init__(self, text):
        self.lines, self.at = text.split("\n"), 0

    def next(self):
        if self.at >= len(self.lines):
            raise Malformed("end")
        self.at += 1
        return self.lines[self.at - 1]

    def value(self, word, form):
        found = re.fullmatch(r"%s (%s)" % (re.escape(word), form), self.next())
        if not found:
            raise Malformed(word)
        return found[1]

    def numbers(self, word, how_many):
        return [int(n) for n in self.value(word, " ".join([COUNT] * how_many)).split(" ")]

    def exactly(self, line):
        if self.next() != line:
            raise Malformed(line)

    def path(self):
        hashes = []
        while self.at < len(self.lines) and len(self.lines[self.at]) == 44:
            hashes.append(unbase64(self.next(), 32))
        return hashes


def read_receipt(text):  # 12.3
    lines, r = Lines(text), {}
    r["kind"] = lines.value("cbccvc.receipt/1", "record|part|parcel")
    r["people"] = [lines.next(), lines.next()]
    r["facts"] = [(word, lines.value(word, form)) for word, form in PARCEL]
    r["received"] = lines.value("received", INSTANT)
    if r["kind"] == "parcel":
        r["parts"] = lines.numbers("parts", 1)[0]
        r["counts"] = lines.numbers("counts", 5)
        r["done"] = lines.value("closed", INSTANT)
        r["concluded-root"] = lines.value("concluded-root", DIGEST)
    else:
        r["place"] = lines.numbers("part", 4)
        r["counts"] = lines.numbers("counts", 5)
        r["done"] = lines.value("concluded", INSTANT)
    if r["kind"] == "part":
        r["outcomes-root"] = lines.value("outcomes-root", DIGEST)
    if r["kind"] == "record":
        r["index"] = lines.numbers("index", 1)[0]
        for word, form in [("record-salt", DIGEST), ("record-leaf", DIGEST), ("outcome", "|".join(WORDS)),
                           ("findings", DIGEST), ("entry", DIGEST + "|-"), ("rule-set", CODE), ("today", DAY)]:
            r[word] = lines.value(word, form)
        lines.exactly("record-path")
        r["record-path"] = lines.path()
        lines.exactly("outcome-path")
        r["outcome-path"] = lines.path()
    r["witnesses"] = lines.value("witnesses", ".+")
    r["received-leaf"] = (lines.numbers("received-leaf", 1)[0], lines.path())
    lines.exactly("")
    lines.exactly("c2sp.org/tlog-proof@v1")
    r["proof"] = (lines.numbers("index", 1)[0], lines.path())
    lines.exactly("")
    r["checkpoint-text"] = "\n".join(lines.lines[lines.at :])
    r["checkpoint"] = parse_checkpoint(r["checkpoint-text"])
    return r


def number_of(r):  # 12.4
    parcel = dict(r["facts"])["parcel"]
    if r["kind"] == "record":
        return "%s/%d" % (parcel, r["index"])
    return "%s/p%d" % (parcel, r["place"][0]) if r["kind"] == "part" else parcel


def people_lines(r):  # 12.4
    if r["kind"] == "record":
        at = WORDS.index(r["outcome"])
        vi, en = WORDS_VI[at], WORDS[at]
    else:
        vi, en = [", ".join("%d %s" % pair for pair in zip(r["counts"], words)) for words in (WORDS_VI, WORDS)]
    number, sender = number_of(r), dict(r["facts"])["sender"]
    return ["# Biên nhận %s: %s gửi, nhận %s, %s, xong %s." % (number, sender, r["received"], vi, r["done"]),
            "# Receipt %s: sent by %s, received %s, %s, done %s." % (number, sender, r["received"], en, r["done"])]


def form_holds(r):
    """The lines read strictly can differ from their print only where they were not yet compared (12.5, step 1)."""
    own = r["checkpoint"]["origin"]
    others = [s["name"] for s in r["checkpoint"]["signatures"] if s["name"] != own]
    return r["people"] == people_lines(r) and r["witnesses"] == (" ".join(others) or "-")


def parcel_digest(facts):  # 7.2
    lines = "".join("%s %s\n" % pair for pair in facts)
    return sha(("cbccvc.parcel/1\n" + lines).encode())


def outcome_text(r):  # 8.4
    return " ".join(["cbccvc.outcome/1", str(r["index"])] + [r[w] for w in ("record-leaf", "outcome", "findings", "entry", "rule-set", "today")])


def proved_entry(r):  # 11.3; None when the facts contradict each other (12.5, steps 5 and 7)
    digest, counts, count = parcel_digest(r["facts"]).hex(), r["counts"], int(dict(r["facts"])["records"])
    if r["kind"] == "parcel":
        if sum(counts) != count:
            return None
        fields = [r["parts"], *counts, r["concluded-root"], r["done"]]
        return " ".join(map(str, ["cbccvc.closed/1", digest, *fields])).encode()
    part, parts, first, records = r["place"]
    if part >= parts or first + records > count or sum(counts) != records:
        return None
    root = r.get("outcomes-root")
    if r["kind"] == "record":
        found = root_of(sha(b"\x00", outcome_text(r).encode()), r["index"] - first, records, r["outcome-path"])
        root = found and found.hex()
    if root is None:
        return None
    return " ".join(map(str, ["cbccvc.concluded/1", digest, *r["place"], *counts, root, r["done"]])).encode()


def stands(entry, place, checkpoint):
    index, path = place
    return entry is not None and root_of(sha(b"\x00", entry), index, checkpoint["size"], path) == checkpoint["root"]


def signature_holds(key, signature, body):  # 11.4
    raw = signature["bytes"]
    if key["type"] == 1:
        return ed25519.verify(key["key"], raw, body.encode())
    time = int.from_bytes(raw[:8], "big")
    return ed25519.verify(key["key"], raw[8:], ("cosignature/v1\ntime %d\n%s" % (time, body)).encode())


def witnesses_hold(checkpoint, keys):
    seen = 0
    for signature in checkpoint["signatures"]:
        key = next((k for k in keys if k["name"] == signature["name"]), None)
        if key is None:
            continue
        if key["id"] != signature["id"] or not signature_holds(key, signature, checkpoint["body"]):
            return False
        seen += 1
    return True if seen else None


def log_holds(checkpoint, key):
    own = [s for s in checkpoint["signatures"] if s["name"] == key["name"] and s["id"] == key["id"]]
    return checkpoint["origin"] == key["name"] and bool(own) and all(signature_holds(key, s, checkpoint["body"]) for s in own)


def verify(text, log_vkey, witness_vkeys, record=None, manifest=None):
    """The steps of 12.5 as (name, True, False or None)."""
    try:
        r = read_receipt(text)
    except Malformed:
        return [("form", False)]
    facts, checkpoint = dict(r["facts"]), r["checkpoint"]
    entry = proved_entry(r)
    steps = [("form", form_holds(r))]
    steps.append(("manifest", None if manifest is None else sha(manifest).hex() == facts["manifest"]))
    if r["kind"] == "record":
        leaf = bytes.fromhex(r["record-leaf"])
        salted = None if record is None else sha(b"\x00", bytes.fromhex(r["record-salt"]), record)
        sent = root_of(leaf, r["index"], int(facts["records"]), r["record-path"])
        steps.append(("record", None if record is None else salted == leaf))
        steps.append(("sent", sent is not None and sent.hex() == facts["records-root"]))
        steps.append(("outcome", entry is not None))
    received = ("cbccvc.received/1 %s %s" % (parcel_digest(r["facts"]).hex(), r["received"])).encode()
    steps.append(("received", stands(received, r["received-leaf"], checkpoint)))
    steps.append(("concluded", stands(entry, r["proof"], checkpoint)))
    steps.append(("log", log_holds(checkpoint, parse_vkey(log_vkey))))
    steps.append(("witnesses", witnesses_hold(checkpoint, [parse_vkey(v) for v in witness_vkeys])))
    return steps


def main(words):
    options, plain = {}, []
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            with open(words.pop(0), "rb") as file:
                options[word[2:]] = file.read()
        else:
            plain.append(word)
    with open(plain[0], encoding="utf-8", newline="") as file:
        text = file.read()
    steps = verify(text, plain[1], plain[2:], **options)
    for name, ok in steps:
        print("%s.%s" % (name, {True: "ok", False: "bad", None: "open"}[ok]))
    return 1 if any(ok is False for _, ok in steps) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
