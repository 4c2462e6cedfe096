#!/usr/bin/env python3
"""Scores which records were taken for reports on one occurrence, and learns the weights for it.

usage: occurrences.py make OUT                 writes the practice stories as posts OUT/*.md
       occurrences.py score BONGSU PRACTICE [POSTS]
       occurrences.py fit BONGSU PAIRS PRACTICE [POSTS] > data/clustering.tsv
       occurrences.py anchor LABELS... < RECORDS     makes tests/gold/occurrences/posts.tsv
       occurrences.py common TEXT... > data/common.tsv

BONGSU is the program, PAIRS the test program occurrence_pairs; PRACTICE and POSTS are workspaces:
of the made posts (`bongsu --workspace PRACTICE ingest OUT`), and of the posts that
tests/gold/occurrences/posts.tsv labels, which are not part of the project.

The labels are of sentences, not of records: a record is given to an occurrence by its document, its
sentence and its class (practice), or by its sentence, frame and parties (posts). What cannot be
given to one is left out and counted. Pairs of records of one label should be in one occurrence, all
others of the same part (tuned or scored only) should not.
"""
import collections
import hashlib
import itertools
import json
import math
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests/gold/occurrences"

# What classes of practice.txt stand for: families of frames (data/frames.tsv), or frames.
CLASSES = {
    "meet": "meeting cancel_meeting break_off_talks request_meeting invite",
    "deal": "agreement concession sign_text cooperate trade arms_trade invest ceasefire give_access",
    "give": "transfer arms_trade trade extradite offer promise support_verbal",
    "drill": "joint_exercise own_exercise show_force patrol",
    "move": "deploy deploy_weapon patrol show_force intrude raise_alert mobilise_police own_exercise launch_missile",
    "fire": "launch_missile launch_satellite test_weapon",
    "hit": "assault",
    "law": "arrest indict investigate convict request_warrant raid sue accuse allege deport",
    "curb": "sanction ban block_access loudspeaker threaten_sanctions",
    "riot": "protest",
    "balloon": "balloon",
    "pull": "retreat",
    "say": "accusation rejection request speech support threat misconduct",
}


# ---- labels ----------------------------------------------------------------------------------


class Key:
    def __init__(self, name, classes, parties):
        self.name = name
        self.frames = set(" ".join(CLASSES[c] for c in classes.split("/")).split())
        sides = parties.split(">")
        self.parties = [[set(p.split("/")) for p in side.split("+")] for side in sides]

    def takes(self, record):
        return record["family"] in self.frames or record["frame"] in self.frames

    def shared(self, record):
        codes = set(record["actor"]) | set(record["recipient"])
        return sum(any(c in party for c in codes) for side in self.parties for party in side)

    def perfect(self, record):
        """Whether the record names just the parties that it should, on the right sides."""
        def same(side, codes):
            return len(side) == len(codes) and all(any(c in p for c in codes) for p in side)
        if len(self.parties) == 2 and record["recipient"]:
            return same(self.parties[0], record["actor"]) and same(self.parties[1], record["recipient"])
        both = [p for side in self.parties for p in side]
        return same(both, sorted(set(record["actor"]) | set(record["recipient"])))


def practice():
    """The stories: a list of (half, file name, day, outlet, [(keys, sentence)])."""
    documents, keys, half, story, count = [], {}, "", "", 0
    for line in (GOLD / "practice.txt").read_text().splitlines():
        if line.startswith("@ "):
            story, count, keys = line[2:], 0, {}
            half = "tuned" if int(story) % 2 else "scored"
        elif line.startswith("k "):
            _, key, classes, parties = line.split()
            keys[key] = Key(f"{story}{key}", classes, parties)
        elif line.startswith("# 2"):
            _, day, outlet = line.split()
            count += 1
            documents.append((half, f"{day}-practice-{story}-{count}.md", day, outlet, []))
        elif " | " in line and not line.startswith("#"):
            names, sentence = line.split(" | ", 1)
            told = [] if names == "-" else [keys[n] for n in names.split()]
            documents[-1][4].append((told, sentence))
    return documents


def make(out):
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for half, name, day, outlet, sentences in practice():
        text = " ".join(sentence for _, sentence in sentences)
        (folder / name).write_text(f"---\ntitle: {outlet} {day}\ndate: {day}\noutlet: {outlet}\n---\n\n<p>{text}</p>\n")


# ---- records ---------------------------------------------------------------------------------


def families():
    rows = [l.split("\t") for l in (ROOT / "data/frames.tsv").read_text().splitlines()
            if l and not l.startswith("#")]
    return {r[0]: r[1] for r in rows[1:]}


def records(program, workspace):
    query = ("select d.json, m.occurrence, m.event_key, cast(k.published as varchar) as published from "
             "event_details d join occurrence_mentions m using (event_key) join events e using (event_key) "
             "join documents k using (doc_key) order by m.event_key")
    done = subprocess.run([program, "--workspace", workspace, "sql", "--format", "jsonl", query],
                          capture_output=True, text=True, check=True)
    family, out = families(), []
    for line in done.stdout.splitlines():
        row = json.loads(line)
        event = json.loads(row["json"])
        codes = lambda side: sorted({p["code"] for p in event[side] if p["code"] != "---"})
        out.append({"json": row["json"], "occurrence": row["occurrence"], "key": row["event_key"],
                    "published": row["published"] or "", "doc": event["doc"].split("/")[-1],
                    "frame": event["frame"], "family": family[event["frame"]],
                    "actor": codes("actor"), "recipient": codes("recipient"),
                    "begin": event["evidence"]["begin"], "end": event["evidence"]["end"],
                    "text": event["evidence"]["text"], "part": None, "label": None, "perfect": False})
    return out


def label_practice(rows):
    """Gives each record its label; returns what was left over."""
    left = collections.Counter()
    documents = {name: (half, sentences) for half, name, _, _, sentences in practice()}
    for r in rows:
        if r["doc"] not in documents:
            continue
        half, sentences = documents[r["doc"]]
        told = next((keys for keys, s in sentences if s in r["text"] or r["text"] in s), None)
        fits = [k for k in told or [] if k.takes(r)]
        best = max((k.shared(r) for k in fits), default=0)
        fits = [k for k in fits if k.shared(r) == best]
        if told is None:
            left[half, "no such sentence"] += 1
        elif len(fits) != 1:
            left[half, "no or several labels fit"] += 1
        else:
            r["part"], r["label"] = "practice " + half, fits[0].name
            r["perfect"] = fits[0].perfect(r)
    return left


def label_posts(rows):
    """Each label of posts.tsv goes to the record that fits it best, in the same sentence."""
    left = collections.Counter()
    by_document = collections.defaultdict(list)
    for r in rows:
        by_document[r["doc"]].append(r)
    lines = [l.split("\t") for l in (GOLD / "posts.tsv").read_text().splitlines() if not l.startswith("#")]
    offers = []
    for n, (half, doc, begin, end, frame, actor, recipient, label) in enumerate(lines[1:]):
        begin, end = int(begin), int(end)
        for r in by_document[doc]:
            overlap = min(end, r["end"]) - max(begin, r["begin"])
            if 2 * overlap < max(end - begin, r["end"] - r["begin"]):
                continue
            a, b = "+".join(r["actor"]), "+".join(r["recipient"])
            points = 3 * (frame == r["frame"]) + 2 * (actor == a) + 2 * (recipient == b) + (begin == r["begin"])
            if frame == r["frame"] or (actor == a and recipient == b):
                offers.append((-points, n, r["key"], r, half, label))
    offers.sort(key=lambda o: o[:3])
    placed = set()
    for _, n, _, r, half, label in offers:
        if n not in placed and r["part"] is None:
            placed.add(n)
            r["part"], r["label"] = "posts " + half, None if label == "x" else label
    for n, line in enumerate(lines[1:]):
        if n not in placed:
            left[line[0], "record gone"] += 1
    return left


def labelled(program, practice_workspace, posts_workspace=None):
    rows = records(program, practice_workspace)
    left = {"practice": label_practice(rows)}
    if posts_workspace:
        posts = records(program, posts_workspace)
        left["posts"] = label_posts(posts)
        rows += posts
    return [r for r in rows if r["label"]], left


# ---- scoring ---------------------------------------------------------------------------------


def tally(rows, together):
    """(right, wrong, missed) for each part and sort of pair; together(a, b) -> bool."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for part in sorted({r["part"] for r in rows}):
        for a, b in itertools.combinations([r for r in rows if r["part"] == part], 2):
            same, found = a["label"] == b["label"], together(a, b)
            if not same and not found:
                continue
            column = 0 if same and found else 1 if found else 2
            sorts = ["all", "within" if a["doc"] == b["doc"] else "between"]
            if part.startswith("practice") and a["perfect"] and b["perfect"]:
                sorts.append("perfect records")
            for sort in sorts:
                counts[part, sort][column] += 1
    return counts


def report(rows, left, together):
    for name, reasons in left.items():
        for (half, reason), n in sorted(reasons.items()):
            print(f"left out: {name} {half}, {reason}: {n}")
    print("part\tpairs\trecords\tright\twrong\tmissed\tprecision\trecall")
    for (part, sort), (right, wrong, missed) in sorted(tally(rows, together).items()):
        n = sum(r["part"] == part for r in rows)
        print(f"{part}\t{sort}\t{n}\t{right}\t{wrong}\t{missed}\t{right / max(1, right + wrong):.3f}"
              f"\t{right / max(1, right + missed):.3f}")


def score(program, *workspaces):
    rows, left = labelled(program, *workspaces)
    report(rows, left, lambda a, b: a["occurrence"] == b["occurrence"])


# ---- learning ----------------------------------------------------------------------------------

# Weights that hold always, and those that hold besides, with the features that they are learnt for.
GROUPS = {"": None, "told:": {"bias", "text"}, "home:": {"bias", "text", "entity"}, "within:": {"bias", "text"}}
FOLDS = 5
REMEMBERED = 8  # as OccurrenceModel::kRemembered
PRECISION = 0.90
REAL = 2.0  # a pair of real posts counts as so many pairs of made-up ones

# What a reader would say without data; the penalty pulls weights to these, so that what the pairs say nothing of keeps them.
PRIOR = {"actor": 1.5, "day": 1.0, "exact": 1.0, "family": 1.0, "frame": 1.0, "item": 1.0, "near": 0.5, "parties": 1.5,
         "place": 0.5, "recipient": 1.0, "site": 0.5, "text": 3.0, "time": 2.0, "other_day": -1.5, "other_item": -2.0,
         "other_parties": -4.0, "other_person": -1.5, "other_place": -1.5, "other_text": -1.5}


def hash_of(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def pairs_of(program, data, rows):
    """(i, j, kinds, groups, features) of the pairs of rows that may join."""
    text = "".join(f"{r['published']}\t{r['json']}\n" for r in rows)
    done = subprocess.run([program, str(data)], input=text, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    names = lines[0].split("\t")[6:]
    out = []
    for line in lines[1:]:
        cells = line.split("\t")
        groups = [True] + [c == "1" for c in cells[3:6]]
        values = [(n, float(v)) for n, v in zip(names, cells[6:]) if float(v) != 0] + [("bias", 1.0)]
        x = [(g + n, v) for (g, only), on in zip(GROUPS.items(), groups) if on
             for n, v in values if only is None or n in only]
        first, second = cells[2].split("+")
        if first != second:
            x.append(("join:" + cells[2], 1.0))
        out.append((int(cells[0]), int(cells[1]), x))
    return out


def solve(matrix, vector):
    """Gaussian elimination of a positive definite system."""
    n = len(vector)
    rows = [list(matrix[i]) + [vector[i]] for i in range(n)]
    for i in range(n):
        for j in range(i + 1, n):
            if rows[j][i] != 0:
                factor = rows[j][i] / rows[i][i]
                for k in range(i, n + 1):
                    rows[j][k] -= factor * rows[i][k]
    for i in reversed(range(n)):
        rows[i][n] = (rows[i][n] - sum(rows[i][k] * rows[k][n] for k in range(i + 1, n))) / rows[i][i]
    return [row[n] for row in rows]


def regress(samples, names, ridge):
    """Logistic regression with a quadratic penalty, but for the bias, on being off PRIOR, by Newton's method."""
    at = {n: i for i, n in enumerate(names)}
    data = [([(at[n], v) for n, v in x if n in at], y, w) for x, y, w in samples]
    prior = [PRIOR.get(n, 0.0) for n in names]
    weights = list(prior)
    weights[at["bias"]] = -8.0
    for _ in range(25):
        gradient = [-ridge * (n != "bias") * (w - p) for n, w, p in zip(names, weights, prior)]
        hessian = [[0.0] * len(names) for _ in names]
        for i, n in enumerate(names):
            hessian[i][i] = ridge if n != "bias" else 1e-6
        for x, y, w in data:
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(weights[i] * v for i, v in x)))))
            for i, v in x:
                gradient[i] += w * (y - p) * v
                for j, u in x:
                    hessian[i][j] += w * p * (1 - p) * v * u
        step = solve(hessian, gradient)
        weights = [a + b for a, b in zip(weights, step)]
        if max(abs(s) for s in step) < 1e-6:
            break
    return dict(zip(names, weights))


def learn(samples, names, ridge):
    """As regress, but being alike never counts against being one, nor being other for it: such weights are taken out."""
    while True:
        weights = regress(samples, names, ridge)
        against = [n for n in names if ":" not in n and n != "bias"
                   and (weights[n] > 0 if n.startswith("other_") else weights[n] < 0)]
        if not against:
            return weights
        names = [n for n in names if n not in against]


def probability(x, weights, shift=0.0):
    return 1 / (1 + math.exp(-max(-30, min(30, shift + sum(weights.get(n, 0) * v for n, v in x)))))


def gather(rows, found):
    """The store's rule: each record joins the occurrence with the greatest average over what it
    remembers, if that is a half or more and no comparison is forbidden. found: {(i, j): p}."""
    groups = []
    for i in range(len(rows)):
        best, chosen = 0.5, None
        for group in groups:
            ps = [found.get((j, i)) for j in group[:REMEMBERED]]
            if None in ps:
                continue
            average = sum(ps) / len(ps)
            if average > best or (average == best and chosen is None):
                best, chosen = average, group
        if chosen is None:
            groups.append([i])
        else:
            chosen.append(i)
    return {i: n for n, group in enumerate(groups) for i in group}


def fit(program, pairs_program, *workspaces):
    rows, _ = labelled(program, *workspaces)
    rows = [r for r in rows if r["part"].endswith("tuned")]
    for n, r in enumerate(rows):
        r["n"] = n
    pairs = pairs_of(pairs_program, ROOT / "data", rows)
    samples = [(x, float(rows[i]["label"] == rows[j]["label"]),
                REAL if rows[i]["part"].startswith("posts") and rows[j]["part"].startswith("posts") else 1.0)
               for i, j, x in pairs]
    # Kinds join that joined before: write a row `join:` to let further ones, strike it out to part them.
    joins = {l.split("\t")[0] for l in (ROOT / "data/clustering.tsv").read_text().splitlines() if l.startswith("join:")}
    names = sorted({n for x, _, _ in samples for n, _ in x} | set(PRIOR) | joins)
    fold = [hash_of(r["label"] if r["part"].startswith("posts") else r["label"][:2]) % FOLDS for r in rows]
    # Each pair is judged by weights that did not see its stories. The penalty is the greatest that explains the labels
    # about as well as the best; then the bias moves until enough of what is put together belongs together.
    tried = []
    for ridge in (3.0, 6.0, 12.0, 24.0):
        unseen = [learn([s for s, (i, j, _) in zip(samples, pairs) if fold[i] != k and fold[j] != k], names, ridge)
                  for k in range(FOLDS)]
        loss = sum(-w * math.log(max(1e-9, p if y else 1 - p))
                   for (i, j, _), (x, y, w) in zip(pairs, samples) for p in [probability(x, unseen[fold[i]])])
        tried.append((loss, ridge, unseen))
    least = min(loss for loss, _, _ in tried)
    _, ridge, unseen = [t for t in tried if t[0] <= 1.02 * least][-1]
    best = None
    for shift in (s / 8 for s in range(-24, 9)):
        found = {(i, j): probability(x, unseen[fold[i]], shift) for i, j, x in pairs}
        groups = gather(rows, found)
        counts = tally(rows, lambda a, b: groups[a["n"]] == groups[b["n"]])
        right, wrong, missed = (sum(c) for c in zip(*(v for (_, sort), v in counts.items() if sort == "all")))
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        if precision >= PRECISION and (best is None or recall > best[0]):
            best = (recall, precision, shift)
    if best is None:
        sys.exit("no bias gives that precision")
    print("judged by weights that did not see the story: recall %.3f, precision %.3f; penalty %g, bias moved by %g"
          % (*best[:2], ridge, best[2]), file=sys.stderr)
    weights = learn(samples, names, ridge)
    weights["bias"] += best[2]
    print("# Weights by which two reports are taken for reports on one occurrence: a logistic model over their likeness")
    print("#   (src/corpus/occurrence.h). told:FEATURE holds besides for what is said rather than done, home:FEATURE for what")
    print("#   happens inside one state, within:FEATURE inside one document; join:KIND+KIND: records of these kinds may be of one")
    print("#   occurrence. Learnt by scripts/occurrences.py fit from tests/gold/occurrences.")
    print("# Source: learnt for Bongsu. Licence: Apache-2.0. Format version: 1.")
    print("feature\tweight")
    for name in sorted(weights):
        print(f"{name}\t{weights[name]:.3f}")


# ---- the labels of posts -----------------------------------------------------------------------


def anchor(*files):
    labels = {}
    for half, path in zip(("tuned", "scored"), files):
        for line in pathlib.Path(path).read_text().splitlines():
            if line.strip():
                cells = line.split("\t")
                labels[cells[0]] = (half, cells[1])
    print("# Which occurrence records of posts tell, judged by reading without the program's clusters: x, no event or none that can be")
    print("#   told from others. Records before 22 July 2024 (tuned) served for setting weights, later ones (scored) were only scored.")
    print("#   begin, end: bytes of the sentence in the post; the posts are not part of the project (tests/gold/ko/README.md).")
    print("half\tdoc\tbegin\tend\tframe\tactor\trecipient\tlabel")
    for line in sys.stdin:
        event = json.loads(line)
        if event["id"] not in labels:
            continue
        half, label = labels[event["id"]]
        codes = lambda side: "+".join(sorted({p["code"] for p in event[side] if p["code"] != "---"}))
        e = event["evidence"]
        print(half, event["doc"].split("/")[-1], e["begin"], e["end"], event["frame"], codes("actor"),
              codes("recipient"), label, sep="\t")


# ---- how common terms are -----------------------------------------------------------------------


def terms_of(text):
    """As src/corpus/occurrence.cc: numbers and Latin words whole, else pairs of letters."""
    out = set()
    for word in re.findall(r"[가-힣ァ-ヿ一-鿿]+|[A-Za-zÀ-ɏ]+", text):
        if re.match(r"[A-Za-zÀ-ɏ]", word):
            out.add(word.lower())
        else:
            out.update(word[i:i + 2] for i in range(len(word) - 1))
    return out


def common(*paths):
    """Terms that many sentences of a language have, with the share of its sentences."""
    print("# Terms that many sentences have, and the share of sentences that have them: what two sentences share counts the less")
    print("#   (src/corpus/occurrence.h). Pairs of letters, for Latin script words. Terms not listed are rare. Counted by")
    print("#   scripts/occurrences.py over news texts in Korean, English and Japanese.")
    print("# Source: counted for Bongsu. Licence: Apache-2.0. Format version: 1.")
    print("term\tshare")
    shares = {}
    for language in ("hangul", "latin", "kanji"):
        mark = {"hangul": r"[가-힣]", "latin": r"[A-Za-z]{2}", "kanji": r"[ぁ-ん]"}[language]
        sentences = set()
        for path in paths:
            text = re.sub(r"<[^>]*>", " ", pathlib.Path(path).read_text(errors="ignore"))
            for s in re.split(r"(?<=[.!?。」])\s*|\n|\\n", text):
                if len(s) > 12 and re.search(mark, s) and (language != "latin" or not re.search(r"[가-힣ぁ-ん]", s)):
                    sentences.add(s)
        counts = collections.Counter(t for s in sentences for t in terms_of(s))
        least = max(5, 0.002 * len(sentences))
        for term, n in counts.items():
            if n >= least and bool(re.match(r"[A-Za-z]", term)) == (language == "latin"):
                shares[term] = max(shares.get(term, 0), n / len(sentences))
    for term, share in sorted(shares.items()):
        print(f"{term}\t{share:.4f}")


if __name__ == "__main__":
    commands = {"make": make, "score": score, "fit": fit, "anchor": anchor, "common": common}
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
