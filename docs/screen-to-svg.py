"""Turns a terminal's screen with colour codes (standard input) into an SVG picture (standard output)."""
import html
import re
import sys

WIDTH, LINE, LEFT, TOP, SIZE = 7.85, 17, 14, 40, 13
COLOURS = {31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76e3ea", 90: "#8b949e"}


def spans(line):
    """Pieces of equal style as (column, text, style)."""
    style, column = {}, 0
    for code, text in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", line):
        if text:
            yield column, text, dict(style)
            column += len(text)
            continue
        for number in [int(n or 0) for n in code.split(";")]:
            if number == 0:
                style.clear()
            elif number == 1:
                style["font-weight"] = "bold"
            elif number == 2:
                style["opacity"] = ".6"
            elif number in COLOURS or number - 60 in COLOURS:
                style["fill"] = COLOURS.get(number, COLOURS.get(number - 60))
            elif number == 39:
                style.pop("fill", None)
            elif number == 22:
                style.pop("font-weight", None)
                style.pop("opacity", None)


lines = [line.rstrip() for line in sys.stdin.read().rstrip().split("\n")]
while lines and not lines[0]:
    lines.pop(0)
columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
width, height = round(columns * WIDTH + 2 * LEFT), TOP + len(lines) * LINE + 10
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"')
print(' aria-label="A call in a terminal: the time line of its turns, then the closing tables">')
print(f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>')
for x, colour in ((18, "#ff5f57"), (36, "#febc2e"), (54, "#28c840")):
    print(f'<circle cx="{x}" cy="16" r="5.5" fill="{colour}"/>')
print(f'<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="{SIZE}" fill="#e6edf3" xml:space="preserve">')
for row, line in enumerate(lines):
    for column, text, style in spans(line):
        if text.strip():
            lead = len(text) - len(text.lstrip())
            attributes = "".join(f' {name}="{value}"' for name, value in style.items())
            x = LEFT + (column + lead) * WIDTH
            length = len(text.strip()) * WIDTH
            print(f'<text x="{x:.1f}" y="{TOP + row * LINE}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"{attributes}>{html.escape(text.strip())}</text>')
print("</g>\n</svg>")
