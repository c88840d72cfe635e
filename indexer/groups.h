// What a run has built: groups of parts, of which the full ones survive when it is killed, and all
// are published at its end.
//
//     INDEX/work/parts/p000001/       a part as a worker built it
//     INDEX/work/ledgers/g000001/     the ledger of the group that is being gathered
//     INDEX/work/groups/g000001/      a kept group: its parts, sealed and synced; renamed into
//     place
//                                     last
//
// The last group of a run is not kept, since the segment is about to be.
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
#include "indexer/folding.h"
#include "indexer/intake.h"
#include "indexer/ledger.h"

namespace backfile {

// Where workers build, made absolute.
std::string PartsDir(const std::string& index_dir);

// What a group consists of.
struct GroupContent {
  std::vector<std::string> parts;  // In the order of the input.
  std::string ledger_dir;
  std::vector<Tombstone> tombstones;  // Decided; see Decided.
  std::vector<GivenArticle> dropped;
};

class Groups {
 public:
  // Takes up what an earlier run has left, if it started from the same generation with the same
  // writer; else clears it away. Requires: the caller holds IndexLock. Throws Error.
  // `checkpoint`: bytes of input after which a group is full.
  Groups(std::string index_dir, int base_generation, WriterKind writer, std::int64_t checkpoint);
  ~Groups();

  // The groups that a broken run has kept, and behind them those that this run has finished.
  const std::vector<GroupContent>& finished() const { return groups_; }

  // A fresh name for a part that a worker is to build.
  std::string NextPartDir();
  // The ledger of the group that is being gathered.
  LedgerWriter& ledger();
  // Adds what was made of `bytes` of input (in their order) to it. `part_dir` empty: nothing was.
  void AddPart(const std::string& part_dir, std::uint64_t bytes);
  // Whether it is large enough to be kept.
  bool IsFull() const { return bytes_ >= checkpoint_ || parts_.size() >= kGroupParts; }
  // Finishes it, and keeps it: a child process makes it last while the run goes on. Waits for the
  // child before it.
  void KeepGroup(Decided decided);
  // Descriptor that becomes readable when the child has ended, and stays so until it is joined; -1
  // without a child.
  int child_fd() const { return child_ ? child_->fd() : -1; }
  void JoinChild();  // Waits for it. Throws what ended it.
  // Finishes it without keeping it: Publish() comes next, or KeepFinished(). Joins the child.
  void FinishGroup(Decided decided);
  // Keeps what is finished: the run ends here, and the next one goes on.
  void KeepFinished();

  // Whether something is gathered that is in no group yet; whether there is anything to publish.
  bool has_pending() const { return ledger_ != nullptr || !parts_.empty(); }
  bool has_groups() const { return !groups_.empty(); }

  // Makes one segment of all groups and publishes it as the live generation. Requires: the last
  // group is finished. Throws Error; kept groups stay then.
  // `folds`: older segments are folded into it if that is worth it. If there is not time, memory or
  // room for that, they stay as they are; the sentence that says so is returned, else an empty one.
  std::string Publish(const Snapshot* live, int keep_generations,
                      const std::optional<FoldRules>& folds);

  // Parts a group consists of at most.
  static constexpr std::size_t kGroupParts = 250;

 private:
  std::string work() const { return index_dir_ + "/work"; }
  std::string GroupDir(int number) const;
  std::string LedgerDir(int number) const;
  void TakeUp(int base_generation);
  GroupContent TakeGathered(Decided decided);
  void StartKeeping(std::size_t group);
  std::string FoldIfPossible(const FoldRules& rules, const std::string& name,
                             std::vector<std::string>* segments) const;
  void BuildSegment(const Generation& live, const std::string& dir, const std::string& name) const;

  std::string index_dir_;
  WriterKind writer_;
  std::uint64_t checkpoint_;
  std::vector<GroupContent> groups_;  // Finished ones.
  int next_group_ = 1;
  int next_part_ = 1;
  std::unique_ptr<LedgerWriter> ledger_;  // Of the group that is gathered,
  std::vector<std::string> parts_;        // its parts,
  std::uint64_t bytes_ = 0;               // and the input that they were made of.
  std::unique_ptr<ChildTask> child_;      // Keeps groups_[child_group_].
  std::size_t child_group_ = 0;
};

}  // namespace backfile
