// Settlement: at the end of a run, what no longer stands in the archive leaves the index.
//
// An article lives as long as some record in the ledger stands that gave it, in whatever file: one
// that moved, or of which a copy is left, only changes its places. So the truth is in the ledger
// alone, and the order in which things were found does not matter.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "index/index.h"
#include "indexer/groups.h"
#include "indexer/ledger.h"
#include "indexer/sources.h"

namespace backfile {

struct SettlementRules {
  // Whether articles of gone files and records go, too, or only what was replaced where it stood.
  bool deletes = false;
  // A larger part of the index is not deleted, but for the first kAlwaysDeletable articles.
  double max_delete = 0.05;
  bool is_forced = false;  // It is deleted all the same.
};

class Settlement {
 public:
  // All must outlive it. `live` may be null: there is no index yet; so may `groups`: nothing is to
  // be written. `sources`: of which files to
  // speak. `run`: the number of the run; the settlement's own words in the ledger have the next.
  Settlement(std::string index_dir, const Snapshot* live, Groups* groups, const Sources* sources,
             std::uint64_t run, const SettlementRules& rules);

  // A file of the ledger no longer exists.
  void FileGone(const std::string& path);
  // Some file of the ledger has records that no longer stand in it.
  void Expect() { is_expected_ = true; }

  // Requires: all groups of the run are finished. Adds one more if there is anything to say.
  // Throws Error.
  void Settle();
  // How many articles would go if none of them turned up elsewhere, as long as that is too many to
  // be deleted; else 0. Instead of Settle(): nothing is written.
  std::int64_t Refusable();

  std::int64_t deleted = 0;   // Articles that left the index.
  std::int64_t replaced = 0;  // Articles in whose place another one stands.
  std::int64_t refused = 0;   // Articles that were to be deleted, but were too many.

  static constexpr std::int64_t kAlwaysDeletable = 10;

 private:
  struct Candidate {
    bool is_replaced = true;  // Another record stands wherever it stood.
    bool stands = false;      // Somewhere else.
  };
  struct Hash {
    std::size_t operator()(const GivenArticle& article) const {
      return article.id ^ (std::uint64_t{article.digest} * 0x9e3779b97f4a7c15);
    }
  };
  struct Fall {
    Tombstone document;
    bool is_deletion = false;  // No version of it is left.
  };

  Ledger OpenLedger() const;
  bool IsGone(const std::string& path) const;
  bool MayDelete(const std::string& path) const;
  // Whether the record's articles may go.
  bool HasFallen(const LedgerFile& file, const LedgerRecord& record) const;
  void GatherCandidates();
  void FindThoseThatStand();
  std::vector<Fall> FindDocuments() const;
  bool IsTooMuch(std::int64_t deletions) const;
  void WriteLedger();
  void Rewrite(Ledger* ledger, const LedgerFile& file);

  std::string index_dir_;
  const Snapshot* live_;
  Groups* groups_;
  const Sources* sources_;
  std::uint64_t run_;
  SettlementRules rules_;
  bool is_expected_ = false;
  std::unordered_set<std::uint64_t> gone_;    // Digests of paths.
  std::unordered_set<std::uint64_t> losing_;  // Digests of paths of files that lose a record.
  std::unordered_map<GivenArticle, Candidate, Hash> candidates_;
  std::unordered_set<std::uint64_t> standing_ids_;  // Ids of candidates that stand in any version.
  Decided decided_;
};

}  // namespace backfile
