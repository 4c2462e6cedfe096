#!/usr/bin/env python3
"""Draws text of a terminal as SVG: the picture in the README.

    bongsu code FILE... 2>&1 | scripts/terminal-svg.py 'bongsu code FILE...' > docs/terminal.svg

The arguments are the lines of the command to show before the text. Words that stand apart by two blanks are placed each at its
own column, so the table stays straight whatever monospace font the viewer has; wide characters count two columns.
Needs nothing but Python 3.
"""
import html
import re
import sys
import unicodedata

COLUMNS = 100
CELL, LINE, SIZE, PAD, BAR = 8.4, 22, 15, 18, 34  # pixels
FONTS = ("'Noto Sans Mono CJK KR','Sarasa Mono K','D2Coding','NanumGothicCoding','Source Han Mono',"
         "'DejaVu Sans Mono','Menlo','Consolas',monospace,'Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo'")
def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pieces(line):
    """Runs of the line that hold no two blanks in a row, with the column each begins at."""
    return [(width(line[:m.start()]), m.group()) for m in re.finditer(r"\S+(?: \S+)*", line)]


def main():
    commands = sys.argv[1:]
    lines = [(("$ " if i == 0 else "> ") + c, "p") for i, c in enumerate(commands)]
    lines += [(l.rstrip("\n"), "t") for l in sys.stdin]
    too_wide = [l for l, _ in lines if width(l) > COLUMNS]
    if too_wide:
        sys.exit("terminal-svg: wider than %d columns: %s" % (COLUMNS, too_wide[0]))
    w = COLUMNS * CELL + 2 * PAD
    h = BAR + len(lines) * LINE + PAD
    print('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" '
          'aria-label="Output of bongsu code in a terminal">' % (w, h, w, h))
    print("<style>text{font-family:%s;font-size:%dpx;white-space:pre}"
          ".t{fill:#d5d9e0}.p{fill:#8fd18f}</style>" % (FONTS, SIZE))
    print('<rect width="%d" height="%d" rx="8" fill="#1b1f27"/>' % (w, h))
    for i, colour in enumerate(("#e0605a", "#e5b34a", "#5fb760")):
        print('<circle cx="%d" cy="15" r="5.5" fill="%s"/>' % (PAD + 4 + i * 19, colour))
    for row, (line, kind) in enumerate(lines):
        y = BAR + row * LINE + SIZE
        for column, piece in pieces(line):
            print('<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacing" class="%s">%s</text>' %
                  (PAD + column * CELL, y, width(piece) * CELL, kind, html.escape(piece)))
    print("</svg>")


if __name__ == "__main__":
    main()
