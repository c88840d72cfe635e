"""Draws a session of a terminal as SVG: the commands below, run here, and what they print.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import fcntl
import html
import os
import pty
import re
import struct
import subprocess
import termios

COMMANDS = [
    'backfile-index add -d index corpus/articles',
    "backfile-search -d index --collapse=best --facets=people 'coalition strikes'",
    "backfile-search -d index -n 1 'said:marsh NOT coalition'",
]
COLUMNS = 96
WIDTH, HEIGHT = 8.4, 18  # Of a character, in pixels.
COLORS = {'1': ('font-weight', 'bold'), '2': ('fill', '#8b949e'), '31': ('fill', '#ff7b72'), '32': ('fill', '#7ee787'),
          '33': ('fill', '#e3b341'), '34': ('fill', '#79c0ff'), '35': ('fill', '#d2a8ff'), '36': ('fill', '#76e3ea')}


def run(command):
    """The lines of a command that writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 1000, COLUMNS, 0, 0))
    program = subprocess.Popen(command, shell=True, stdout=theirs, stderr=theirs,  # pylint: disable=consider-using-with
                               env={**os.environ, 'TERM': 'xterm-256color'})
    os.close(theirs)
    told = b''
    while True:
        try:
            told += os.read(ours, 65536)
        except OSError:  # It has ended.
            break
    program.wait()
    os.close(ours)
    shown = re.sub(r'\x1b\[[\d;]*[A-Zln-z]', '', told.decode().replace('\r\n', '\n'))  # Colours stay.
    return [line.split('\r')[-1] for line in shown.rstrip('\n').split('\n')]


def spans(line):
    """The line as elements of SVG, one for each stretch of one look."""
    drawn, styles = '', {}
    for part in re.split(r'(\x1b\[[\d;]*m)', line):
        codes = re.fullmatch(r'\x1b\[([\d;]*)m', part)
        if not codes:
            words = html.escape(part).replace(' ', '\N{NO-BREAK SPACE}')  # So that none are lost.
            look = ''.join(f' {name}="{value}"' for name, value in styles.items())
            drawn += f'<tspan{look}>{words}</tspan>' if look else words
            continue
        for code in (codes[1] or '0').split(';'):
            if code == '0':
                styles = {}
            elif code in COLORS:
                styles[COLORS[code][0]] = COLORS[code][1]
    return drawn


def main():
    lines = []
    for command in COMMANDS:
        prompt = f'\x1b[32m$\x1b[0m {command}'
        lines += ([''] if lines else []) + [prompt] + run(command)
    width, height = round(COLUMNS * WIDTH) + 32, len(lines) * HEIGHT + 32
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
          'role="img" aria-label="A session of backfile-index and backfile-search">')
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>')
    print('<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
          'font-size="14" fill="#e6edf3">')
    for i, line in enumerate(lines):
        print(f'<text x="16" y="{16 + 14 + i * HEIGHT}">{spans(line)}</text>')
    print('</g>\n</svg>')


main()
