#!/bin/sh
# Trains the lexicon and the people model: train.sh BIN_DIR PEOPLE_DATA
# PEOPLE_DATA holds lexicon/gazetteer.tsv.gz and train/*.tsv.gz; the same data gives the same files.
set -eu
bin=$(cd "$1" && pwd)
data=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gzip -dc "$data/lexicon/gazetteer.tsv.gz" > "$work/gazetteer.tsv"
for set in gmb btc wikigold wnut17 re3d.ship uner-ewt.dev crossner-politics; do
  gzip -dc "$data/train/$set.tsv.gz" > "$work/$set.tsv"
done
cd "$work"
"$bin/backfile-train-people" --gazetteer gazetteer.tsv --lexicon lexicon.bin --model people.bin \
  gmb.tsv btc.tsv wikigold.tsv wnut17.tsv re3d.ship.tsv uner-ewt.dev.tsv crossner-politics.tsv
mv "$work/lexicon.bin" "$work/people.bin" "$here/"
