// What becomes of each record and each article: known, new, changed, or a copy of another.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "formats/formats.h"
#include "index/corrections.h"
#include "index/index.h"
#include "indexer/id_table.h"
#include "indexer/ledger.h"
#include "indexer/messages.h"

namespace backfile {

// Whether an equal refusal is among those of an earlier run.
bool Knows(const Problems& old_problems, const Problem& problem);

// A file that is to be read, and what the ledger knows of it.
struct InputFile {
  FoundFile found;
  std::uint32_t source = 0;   // OpenFile::source.
  std::uint64_t options = 0;  // OptionsDigest() of it.
  std::vector<LedgerRecord> old_records;
  Problems old_problems;
  Bookmark bookmark;  // Of its old self; nowhere if it must be read from its beginning.
};

// An input file while it is read: what the ledger knows of it, matched against what it holds now.
class Input {
 public:
  explicit Input(InputFile file);

  const FoundFile& file() const { return file_; }
  std::uint32_t source() const { return source_; }
  std::uint64_t options() const { return options_; }
  bool is_known() const { return !old_.empty(); }
  const Bookmark& bookmark() const { return bookmark_; }
  bool is_read_on() const { return is_read_on_; }

  // OpenFile::known. A record that a worker was lost to comes with its bytes, to be tried again.
  std::vector<std::uint64_t> KnownKeys() const;
  // The file is read on from its bookmark: what the ledger knows before that stands. False: there
  // is none, or something of the file was met already.
  bool ReadOn();
  // The records, and the problems, before the bookmark of a file that is read on.
  std::span<const LedgerRecord> OldRecords() const;
  Problems OldProblems() const;

  // The next record of the file: what the ledger knows of an equal one that is not spoken for, else
  // nullptr. Must be asked in the order of the records.
  const LedgerRecord* Match(const LedgerRecord& record);
  // Whether an earlier version of the file gave an article with this id, or this very article.
  bool Gave(std::uint64_t id) const;
  bool Gave(const GivenArticle& article) const;
  // Whether this refusal was known before.
  bool KnowsProblem(const Problem& problem) const { return Knows(old_problems_, problem); }
  // An unmatched record became these articles.
  void TookIn(const LedgerRecord& record, std::size_t match_before);
  std::size_t last_match() const { return last_match_; }

  // After the last record: old records that no longer stand in the file. Replaced ones have another
  // record in their place, or one that gave articles with their identifiers; the rest are just
  // gone.
  std::vector<LedgerRecord> WhatFell() const;

  std::int64_t met = 0;            // Records so far.
  bool has_old_in_ledger = false;  // OldRecords() are in the ledger of this run.
  bool has_lost_records = false;   // A worker died on one: the file is to be read again.
  bool has_told_clash = false;     // An identifier of it means another article elsewhere.

 private:
  // Where a record stands: its member, and for records of a stream the gap between matched
  // neighbours.
  using Spot = std::pair<std::vector<std::string>, std::size_t>;
  void ListByKey();
  void ListGiven() const;
  std::optional<std::size_t> FindLike(const LedgerRecord& record);
  bool IsLike(std::size_t old, const LedgerRecord& record) const;

  Spot SpotOf(const LedgerRecord& record, std::size_t match_before) const;
  bool IsGivenAnew(const LedgerRecord& record) const;

  FoundFile file_;
  std::uint32_t source_;
  std::uint64_t options_;
  std::vector<LedgerRecord> old_;
  Problems old_problems_;
  Bookmark bookmark_;
  bool is_read_on_ = false;
  // Made when first asked for. Of the old records with one RecordKey() the first that may not be
  // spoken for, and the next behind each; the ids that they gave, and PlaceKey() of each article.
  IdTable by_key_;
  std::vector<std::uint32_t> next_like_;
  mutable IdTable given_ids_;
  mutable IdTable given_;
  mutable bool has_listed_given_ = false;
  std::vector<bool> matched_;
  std::map<Spot, std::size_t> fresh_;            // How many new records stand there,
  std::unordered_set<std::uint64_t> fresh_ids_;  // and what they gave that old ones had given.
  std::size_t last_match_ = 0;  // One past the last matched old record; 0: none yet.
};

// What a run has decided beside the documents that it builds.
struct Decided {
  std::vector<Tombstone> tombstones;  // Documents of the live generation,
  std::vector<GivenArticle> dropped;  // and of earlier groups of the run, that are to be hidden.
  std::vector<CopyPlace> places;
};

// The decisions of one run. All of them are made in the order of the input, so that the outcome
// does not depend on how many workers there are or which is faster.
class Intake {
 public:
  // `live`: the generation that the run starts from, or nullptr; must outlive the intake.
  explicit Intake(const Snapshot* live, Corrections corrections = {})
      : live_(live), corrections_(std::move(corrections)) {}

  // An article of a finished group of a broken run; one that a later group of it has dropped.
  void AlreadyBuilt(std::uint64_t id, std::uint64_t digest);
  void AlreadyDropped(const GivenArticle& article);

  // What becomes of an article that a worker claims; `*article` is set to what it is known by.
  Fate Decide(const Claim& claim, const Input& input, const Locator& where, GivenArticle* article);
  // What has been decided since the last call, to be made durable with the next group.
  Decided TakeDecided() { return std::exchange(decided_, {}); }

  std::int64_t added = 0;
  std::int64_t copies = 0;

 private:
  // Who holds an id: an article of this run, of a broken run's finished groups, or of the live
  // index.
  enum class When { kNow, kBrokenRun, kEarlier };
  struct Holder {
    std::uint64_t digest = 0;
    When when = When::kNow;
  };
  std::optional<Holder> FindHolder(std::uint64_t id) const;
  bool IsHome(const Input& input, std::uint64_t id, const Holder& holder) const;
  bool Has(std::uint64_t id, std::uint64_t digest) const;
  void Take(const Claim& claim);
  void Remember(std::uint64_t id, std::uint64_t digest, IdTable* latest);
  void Hide(std::uint64_t id, const Holder& holder);
  Fate Copy(const GivenArticle& article, const Input& input, const Locator& where);

  const Snapshot* live_;
  Corrections corrections_;
  IdTable seen_;      // Id -> content digest, of what this run has indexed last.
  IdTable built_;     // The same of the finished groups of a broken run.
  IdTable versions_;  // Id and digest together -> digest, of what both have indexed before that.
  Decided decided_;
};

}  // namespace backfile
