#!/usr/bin/env python3
"""Turns annotated gold rows into rows without words, so that gold can be kept where the posts may not be copied to.

usage: gold-spans.py ANNOTATED.jsonl POSTS_FOLDER > tests/gold/ko/PART.jsonl
       gold-spans.py --check GOLD.jsonl POSTS_FOLDER

An annotated row quotes its `trigger` and the beginning of its sentence (`evidence`) as they stand in the file. Out come byte offsets
{"begin", "end"} into the file and the file's `sha256`; --check compares those sums with the files that are there.
"""
import hashlib, json, pathlib, sys


def source(folder, doc):
    return (pathlib.Path(folder) / doc).read_bytes()


def spans(row, data):
    evidence = row["evidence"].encode()
    begin = data.find(evidence)
    trigger = row["trigger"].encode()
    at = data.find(trigger, begin) if begin >= 0 else -1
    if at < 0:
        sys.exit(f"{row['doc']}: trigger or evidence does not stand in the file: {row['trigger']}")
    end = max(begin + len(evidence), at + len(trigger))
    return {"begin": at, "end": at + len(trigger)}, {"begin": begin, "end": end}


def convert(path, folder):
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        data = source(folder, row["doc"])
        out = {"doc": row["doc"], "sha256": hashlib.sha256(data).hexdigest()}
        for key, value in row.items():
            if key in ("doc", "trigger", "evidence"):
                continue
            if key == "place" and value:
                value = {"country": value.get("country")}
            out[key] = value
        if row["event"]:
            out["trigger"], out["evidence"] = spans(row, data)
        print(json.dumps(out, ensure_ascii=False))


def check(path, folder):
    sums = {}
    for line in open(path, encoding="utf8"):
        if not line.strip():
            continue
        row = json.loads(line)
        sums[row["doc"]] = row["sha256"]
    bad = [doc for doc, sha in sums.items() if hashlib.sha256(source(folder, doc)).hexdigest() != sha]
    print(f"{len(sums) - len(bad)} of {len(sums)} posts are the ones that were annotated")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--check":
        check(*sys.argv[2:])
    elif len(sys.argv) == 3:
        convert(*sys.argv[1:])
    else:
        sys.exit(__doc__)
