#!/bin/sh
# corpus.sh COUNT SEED: as many short articles of chance, as JSON lines.
#
# Words are those of the sample corpus, drawn evenly; dates, sources and people are drawn, too. The
# same count and seed give the same articles (with the same awk).
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -eu
export LC_ALL=C
cat "$(dirname "$0")"/../corpus/articles/*/*/*.txt | tr -cs 'A-Za-z' '\n' | sort -u |
  awk -v count="$1" -v seed="$2" '
    function word() { return words[int(rand() * n) + 1] }
    function sentence(length_, text, i) {
      for (i = 0; i < length_; ++i) text = text (i ? " " : "") word()
      return text "."
    }
    length($0) > 1 { words[++n] = $0 }
    END {
      srand(seed)
      for (i = 1; i <= count; ++i)
        printf "{\"id\":\"%d-%d\",\"source\":\"Source %d\",\"date\":\"%d-%02d-%02d\"," \
               "\"people\":[\"Person %d\"],\"title\":\"%s\",\"text\":\"%s\\n\\n%s\"}\n",
               seed, i, rand() * 3, 1990 + rand() * 30, 1 + rand() * 12, 1 + rand() * 28,
               rand() * 50, sentence(5), sentence(20), sentence(20)
    }'
