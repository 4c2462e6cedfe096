#!/usr/bin/env python3
"""Draws text of a terminal as SVG: the picture in the README.

    (cd examples/posts && bongsu code FILE...) 2>&1 | scripts/terminal-svg.py 'bongsu code FILE...' > docs/terminal.svg

The arguments are the command lines to show before the text. Words that stand apart by two blanks are placed each at its
own column, so the table stays straight whatever monospace font the viewer has; wide characters count two columns.
Needs nothing but Python 3.
"""
import html
import re
import sys
import unicodedata

COLUMNS = 100
CELL, LINE, SIZE, PAD, BAR = 8.4, 21, 14, 18, 30  # pixels
FONTS = ("'Noto Sans Mono CJK KR','Sarasa Mono K','D2Coding','NanumGothicCoding','Source Han Mono',"
         "'DejaVu Sans Mono','Menlo','Consolas',monospace,'Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo'")
QUAD = {  # colour of an event by its quad class, as in docs/codebook.md section 2
    "c1": "AGREE CONSULT SUPPORT CONCEDE", "c2": "COOPERATE AID RETREAT",
    "c3": "REQUEST ACCUSE REJECT THREATEN", "c4": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
CLASS = {event: name for name, events in QUAD.items() for event in events.split()}


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pieces(line):
    """Runs of the line that hold no two blanks in a row, with the column each begins at."""
    return [(width(line[:m.start()]), m.group()) for m in re.finditer(r"\S+(?: \S+)*", line)]


def style(piece, column, header):
    if header:
        return "h"
    return CLASS.get(piece.split("/")[0].rstrip("…"), "t") if column > 0 else "t"


def main():
    commands = sys.argv[1:]
    lines = [("$ " + c, "p") for c in commands]
    lines += [(l.rstrip("\n"), "") for l in sys.stdin]
    too_wide = [l for l, _ in lines if width(l) > COLUMNS]
    if too_wide:
        sys.exit("terminal-svg: wider than %d columns: %s" % (COLUMNS, too_wide[0]))
    w = COLUMNS * CELL + 2 * PAD
    h = BAR + len(lines) * LINE + PAD
    print('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" '
          'aria-label="Output of bongsu code in a terminal">' % (w, h, w, h))
    print("<style>text{font-family:%s;font-size:%dpx;white-space:pre}"
          ".t{fill:#d5d9e0}.p{fill:#8fd18f}.h{fill:#8b93a1}.c1{fill:#8fc7f0}.c2{fill:#8fd18f}.c3{fill:#f0c674}"
          ".c4{fill:#f08c8c}</style>" % (FONTS, SIZE))
    print('<rect width="%d" height="%d" rx="8" fill="#1b1f27"/>' % (w, h))
    for i, colour in enumerate(("#e0605a", "#e5b34a", "#5fb760")):
        print('<circle cx="%d" cy="15" r="5.5" fill="%s"/>' % (PAD + 4 + i * 19, colour))
    for row, (line, kind) in enumerate(lines):
        y = BAR + row * LINE + SIZE
        header = line.startswith("date ")
        for column, piece in ([(0, line)] if kind else pieces(line)):
            print('<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacing" class="%s">%s</text>' %
                  (PAD + column * CELL, y, width(piece) * CELL, kind or style(piece, column, header),
                   html.escape(piece)))
    print("</svg>")


if __name__ == "__main__":
    main()
