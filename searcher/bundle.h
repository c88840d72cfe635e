// A bundle: results with their originals, for others to check that nothing was changed.
//
// A folder as BagIt packs it (RFC 8493), so that any tool for bags verifies it:
//
//     DIR/bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//     DIR/data/articles.jsonl           what the index knows of each article, with its place
//     DIR/data/originals/HEX-CONTENT    the bytes of the record that it was read from
//     DIR/data/missing.txt              articles whose original could not be read; absent if none
//     DIR/tagmanifest-sha256.txt.sig    a signature of it, if asked for
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/searcher.h"

namespace backfile {

struct BundleOptions {
  std::string dir;       // The folder to make.
  std::string sign_key;  // A private key, or a public one that an agent holds; empty: not signed.
};

struct Bundled {
  std::int64_t articles = 0;
  std::int64_t missing = 0;  // Without an original.
};

// Bundles what the request finds. The folder appears whole or not at all. Throws Error: kUsage if
// it exists or the question is wrong, kInput if it cannot be signed, kTryLater if the disk is full.
Bundled WriteBundle(const SearchRequest& request, const BundleOptions& options, Searcher* searcher);

// What is wrong with a bundle, in sentences; none: it is whole. `signers`: a file of allowed
// signers (ssh-keygen(1)) whom to trust; empty: only that the signature fits is checked. Throws
// Error(kInput) if there is no bundle at `dir`.
std::vector<std::string> CheckBundle(const std::string& dir, const std::string& signers);

}  // namespace backfile
