// The finished groups of a run: what survives when it is killed, and what is published at its end.
//
//     INDEX/work/parts/p000001/       a part as a worker built it
//     INDEX/work/ledgers/g000001/     the ledger of the group that is being gathered
//     INDEX/work/groups/g000001/      a finished group: merged, sealed, synced; renamed into place
//     last
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/index.h"
#include "index/segment_writer.h"
#include "indexer/crew.h"
#include "indexer/intake.h"
#include "indexer/ledger.h"

namespace backfile {

// Documents that groups of a run have replaced or deleted in earlier groups of it.
std::vector<GivenArticle> ReadDropped(const std::string& group_dir);

// Where workers build, made absolute.
std::string PartsDir(const std::string& index_dir);

class Groups {
 public:
  // Takes up what an earlier run has left, if it started from the same generation with the same
  // writer; else clears it away. Requires: the caller holds IndexLock. Throws Error.
  Groups(std::string index_dir, int base_generation, WriterKind writer);
  ~Groups();

  // Directories of the groups that a broken run has finished (each with a ledger).
  const std::vector<std::string>& left_over() const { return left_over_; }
  // Those, and the ones that this run has finished.
  const std::vector<std::string>& finished() const { return groups_; }

  // A fresh name for a part that a worker is to build.
  std::string NextPartDir();
  // The ledger of the group that is being gathered.
  LedgerWriter& ledger();
  // Adds a part (in order of the input) to it. `part_dir` empty: nothing was built.
  void AddPart(const std::string& part_dir, std::uint32_t documents);
  // Whether it is large enough to be finished.
  bool IsFull() const { return parts_.size() >= kGroupParts; }
  // Finishes it in a child process while the run goes on; waits for the group before it.
  void FinishGroup(Decided decided);
  // Descriptor that becomes readable when the child has ended, or -1.
  int child_fd() const { return child_ ? child_->fd() : -1; }
  void JoinChild();  // Throws what ended it.

  // Whether something is gathered that is in no group yet; whether there is anything to publish.
  bool has_pending() const { return ledger_ != nullptr || !parts_.empty(); }
  bool has_groups() const { return !groups_.empty(); }

  // Makes one segment of all groups and publishes it as the live generation. Requires: the last
  // group is finished. Throws Error; the groups stay then.
  // `folds`: older segments may be folded into it.
  Generation Publish(const Snapshot* live, int keep_generations, bool folds);

  // Parts a group is merged from: what a killed run loses at most, and how many files a merge maps.
  static constexpr std::size_t kGroupParts = 100;

 private:
  std::string work() const { return index_dir_ + "/work"; }
  std::string GroupDir(int number) const;
  std::string LedgerDir(int number) const;
  void TakeUp(int base_generation);
  void BuildSegment(const Generation& live, const std::string& dir, const std::string& name) const;

  std::string index_dir_;
  WriterKind writer_;
  std::vector<std::string> left_over_;
  std::vector<std::string> groups_;  // Finished ones, those of the broken run first.
  int next_group_ = 1;
  int next_part_ = 1;
  std::unique_ptr<LedgerWriter> ledger_;
  std::vector<std::string> parts_;
  std::uint32_t documents_ = 0;
  std::unique_ptr<ChildTask> child_;
  std::string child_group_;
  std::vector<std::string> child_parts_;
};

}  // namespace backfile
