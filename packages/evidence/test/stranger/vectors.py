"""A stranger computes the worked examples of docs/protocol.md anew, from the few that are given, and compares.

    python3 vectors.py PROTOCOL.md

Given: the lines, the seeds, the salts, the texts. Computed: every hash, seal, note, entry, root and receipt check.
"""
import base64
import hashlib
import hmac
import json
import re
import sys

import ed25519
import verify as v

SEEDS = {"sender": b"\x01" * 32, "log": b"\x02" * 32, "witness": b"\x03" * 32, "bound": b"\x04" * 32}


def blocks_of(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return dict(re.findall(r"<!-- example (\S+) -->\n```\w*\n([\s\S]*?)\n```\n", text))


def rows(block):
    return dict(line.split(": ", 1) for line in block.split("\n"))


def b64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def kid(key):
    return hashlib.sha256(key).hexdigest()[:16]


def seal(typ, payload, seed):  # 2.3
    header = json.dumps({"alg": "EdDSA", "kid": kid(ed25519.public_key(seed)), "typ": typ}, separators=(",", ":"))
    signed = "%s.%s" % (b64url(header.encode()), b64url(payload.encode()))
    return "%s.%s" % (signed, b64url(ed25519.sign(seed, signed.encode())))


def vkey(name, kind, seed):  # 2.4
    material = bytes([kind]) + ed25519.public_key(seed)
    return "%s+%s+%s" % (name, v.sha(name.encode(), b"\n", material)[:4].hex(), base64.b64encode(material).decode())


def note(text, name, seed):  # 7.3
    key_id = bytes.fromhex(vkey(name, 1, seed).split("+")[1])
    return "%s\n— %s %s\n" % (text, name, base64.b64encode(key_id + ed25519.sign(seed, text.encode())).decode())


def findings_digest(findings):  # 8.2
    covered = b"cbccvc.findings/1\n"
    for finding in findings:
        for word in ("rule", "path", "weight"):
            raw = finding[word].encode()
            covered += len(raw).to_bytes(4, "big") + raw
    return hashlib.sha256(covered).hexdigest()


def check(name, computed, stated):
    if computed != stated:
        sys.exit("%s differs:\n%s\n%s" % (name, computed, stated))
    print("%s ok" % name)


def main(path):
    b = blocks_of(path)
    keys = rows(b["keys"])
    check("kid", kid(ed25519.public_key(SEEDS["sender"])), keys["sender kid"])
    check("log vkey", vkey("log.example/cbccvc", 1, SEEDS["log"]), keys["log vkey"])
    check("witness vkey", vkey("witness.example/1", 4, SEEDS["witness"]), keys["witness vkey"])

    stated = rows(b["leaves"])
    salt, leaves = bytes.fromhex(stated["parcel salt"]), []
    for i, line in enumerate(b["lines"].split("\n")):
        own = hmac.new(salt, i.to_bytes(8, "big"), hashlib.sha256).digest()
        leaves.append(v.sha(b"\x00", own, line.encode()))
        check("leaf %d" % i, leaves[-1].hex(), stated["leaf %d" % i])
    root = v.merkle_root(leaves).hex()
    check("records root", root, stated["records root"])

    manifest = json.loads(b["payload"])
    check("manifest's root", manifest["recordsRoot"], root)
    text = json.dumps(manifest, separators=(",", ":"), ensure_ascii=False)
    check("manifest", seal("cbccvc-manifest+jwt", text, SEEDS["sender"]), b["manifest"])
    digest = hashlib.sha256(b["manifest"].encode()).hexdigest()
    check("manifest digest", digest, rows(b["manifest-digest"])["manifest digest"])
    assertion = rows(b["assertion"])
    check("assertion", seal("JWT", assertion["payload"], SEEDS["sender"]), assertion["assertion"])
    proof = rows(b["proof"])
    key = {"kty": "OKP", "crv": "Ed25519", "x": b64url(ed25519.public_key(SEEDS["bound"]))}
    head = {"typ": "dpop+jwt", "alg": "EdDSA", "jwk": key}
    check("proof's header", json.dumps(head, separators=(",", ":")), proof["header"])
    ath = b64url(hashlib.sha256(b"an.access.token").digest())
    check("proof's token", ath, json.loads(proof["payload"])["ath"])
    signed = "%s.%s" % (b64url(proof["header"].encode()), b64url(proof["payload"].encode()))
    check("proof", "%s.%s" % (signed, b64url(ed25519.sign(SEEDS["bound"], signed.encode()))), proof["proof"])

    members = ["parcelId", "sender", "unit", "kind", "edition", "asOf", "count"]
    values = [str(manifest[m]) for m in members] + [digest, root]
    facts = [(word, value) for (word, _), value in zip(v.PARCEL, values)]
    lines = "".join("%s %s\n" % pair for pair in facts)
    check("parcel lines", lines.rstrip("\n"), b["parcel"])
    parcel = v.parcel_digest(facts).hex()
    check("parcel digest", parcel, rows(b["parcel-digest"])["parcel digest"])
    received = re.search(r"received (\S+)", b["promise"])[1]
    promise = "cbccvc.promise/1\n%sreceived %s\nwithin 60\n" % (lines, received)
    check("promise", note(promise, "log.example/cbccvc", SEEDS["log"]).rstrip("\n"), b["promise"])

    one = {"rule": "ngaySinh.chiNam", "path": "ngaySinh", "weight": "notes"}
    for i, findings in enumerate([[], [one], []]):
        check("findings %d" % i, findings_digest(findings), rows(b["findings"])["findings of record %d" % i])
    entry = rows(b["entry"])
    digests = b""
    for i in range(4):
        said = entry["class %d text" % i]
        nothing = said == "(nothing stated)"
        digests += bytes(32) if nothing else v.sha(b"\x02", bytes.fromhex(entry["class %d salt" % i]), said.encode())
        check("class %d" % i, digests[-32:].hex(), entry["class %d digest" % i])
    check("entry digest", v.sha(b"\x03", digests).hex(), entry["entry digest"])

    outcomes = rows(b["outcomes"])
    tree = [v.sha(b"\x00", outcomes["text %d" % i].encode()) for i in range(3)]
    outcomes_root = v.merkle_root(tree).hex()
    check("outcomes root", outcomes_root, outcomes["outcomes root"])

    log = rows(b["entries"])
    check("received entry", "cbccvc.received/1 %s %s" % (parcel, received), log["entry 1"])
    done = log["entry 3"].split(" ")[-1]
    check("concluded entry", "cbccvc.concluded/1 %s 0 1 0 3 2 0 1 0 0 %s %s" % (parcel, outcomes_root, done), log["entry 3"])
    hashes = [v.sha(b"\x00", log["entry %d" % i].encode()) for i in range(5)]
    body = "log.example/cbccvc\n5\n%s\n" % base64.b64encode(v.merkle_root(hashes)).decode()
    unsigned = note(body, "log.example/cbccvc", SEEDS["log"])
    check("checkpoint", b["checkpoint"].startswith(unsigned), True)
    check("witness request", "old 0\n\n" + unsigned.rstrip("\n"), b["witness"])

    for name, record in (("receipt-record", b["lines"].split("\n")[1].encode()), ("receipt-part", None)):
        steps = v.verify(b[name] + "\n", keys["log vkey"], [keys["witness vkey"]], record, b["manifest"].encode())
        check(name, [step for step, ok in steps if not ok and not (step == "record" and record is None)], [])
    number = v.number_of(v.read_receipt(b["receipt-record"] + "\n"))
    qr = "cbccvc.receipt/1 %s %s" % (number, hashlib.sha256((b["receipt-record"] + "\n").encode()).hexdigest())
    check("qr", qr, b["qr"])


if __name__ == "__main__":
    main(sys.argv[1])
