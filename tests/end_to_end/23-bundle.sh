#!/bin/sh
# Bundles: results with their originals, as others can verify them.
#
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib.sh"
needs sha256sum

bundle() { backfile-search -d index bundle "$@"; }
make_index() {
  mkdir in
  story in/a.txt 'Harbour strike ends' 'Dockers went back to work.'
  story in/b.txt 'Strike over pay' 'Bins were not emptied.'
  story in/c.txt 'Rain' 'It rained.'
  (cd in && tar -cf ../in.tar .)
  backfile-index add -q -d index in.tar
}

begin 'a bundle holds what was found, as it was read, and is a bag'
make_index
run 0 bundle -o bag strike
stdout <<'END'
2 articles in bag
END
check 'the sums are right' sh -c 'cd bag && sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt'
sort in/a.txt in/b.txt > expected
cat bag/data/originals/* | sort > got
same expected got
sed -E 's/(Date|Made|SHA-256|Agent): .*/\1/' bag/bag-info.txt > info
cat > expected <<'END'
Bagging-Date
Bag-Software-Agent
END
head -2 info > got
same expected got
check 'the question is in it' grep -qx 'Backfile-Query: strike' info
check 'the places are in it' grep -q '"member":\["./a.txt"\]' bag/data/articles.jsonl
run 0 backfile-search bundle --verify bag
stdout <<'END'
bag: whole
END
run 2 bundle -o bag strike

begin 'whatever is changed in a bundle is found'
make_index
bundle -q -o bag strike
for change in 'echo x >> bag/data/articles.jsonl' 'rm bag/data/originals/*' 'touch bag/data/more' \
  'sed -i s/strike/rain/ bag/bag-info.txt' 'sed -i 1d bag/manifest-sha256.txt' \
  'rm bag/tagmanifest-sha256.txt' 'sed -i "s#data/articles#../index/current#" bag/manifest-sha256.txt' \
  'ln -sf /etc/passwd bag/data/articles.jsonl'; do
  rm -rf whole && cp -r bag whole
  sh -c "$change"
  run 4 backfile-search bundle --verify bag
  rm -rf bag && mv whole bag
done
run 0 backfile-search bundle --verify bag
run 5 backfile-search bundle --verify index

begin 'an original that is gone is named'
make_index
rm in.tar
run 3 bundle -o bag strike
check 'both are missing' test "$(wc -l < bag/data/missing.txt)" = 2
run 0 backfile-search bundle --verify bag

begin 'a signed bundle is verified against the signers one trusts'
needs ssh-keygen
make_index
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f other
echo "desk@example.org $(cut -d' ' -f1,2 key.pub)" > signers
echo "desk@example.org $(cut -d' ' -f1,2 other.pub)" > strangers
run 0 bundle -q --sign key -o bag strike
run 0 backfile-search bundle --verify --signers=signers bag
run 0 backfile-search bundle --verify bag
run 4 backfile-search bundle --verify --signers=strangers bag
bundle -q -o plain strike
run 4 backfile-search bundle --verify --signers=signers plain
echo '# one more line' >> bag/tagmanifest-sha256.txt
run 4 backfile-search bundle --verify bag

finish
