// The Clerk keeps the books of a run, in the order of the input: who is known, what is decided,
// what the ledger says. Nothing here knows of processes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/groups.h"
#include "indexer/intake.h"
#include "indexer/job.h"
#include "indexer/report.h"

namespace backfile {

class Clerk {
 public:
  // All must outlive the clerk. `run`: microseconds since 1970, the name of this run in the ledger.
  Clerk(std::uint64_t run, Intake* intake, Groups* groups, Report* report)
      : run_(run), intake_(intake), groups_(groups), report_(report) {}

  // A file is about to be read; returns its number.
  std::uint32_t Open(InputFile file);
  bool HasOpenFiles() const { return !inputs_.empty(); }
  const std::string& PathOf(std::uint32_t file) const;
  // Where the cutter may read a file on.
  const Bookmark& BookmarkOf(std::uint32_t file) const;
  std::vector<std::uint64_t> KnownKeysOf(std::uint32_t file) const;
  // Archives and sources of a job's records, by record.
  std::vector<std::string> ArchivesOf(const Job& job) const;
  std::vector<std::uint32_t> SourcesOf(const Job& job) const;

  // A batch has arrived: matches its records against what is known. Throws Error(kInternal) if it
  // speaks of files that are not open.
  void Match(Job* job);
  // Decides on the claims of a job. Requires: called in the order of the jobs.
  void Judge(Job* job);
  // Writes a finished job into the books. Requires: called in the order of the jobs.
  void Commit(const Job& job);
  // Finishes the group that is being gathered, if there is anything in it.
  void Finish();
  // Whether a record was met that no longer stands in its file.
  bool has_fallen() const { return has_fallen_; }

 private:
  void FinishGroup(void (Groups::*finish)(Decided));
  void CommitRecord(const Job& job, std::size_t i);
  void EndFile(const FileEnd& end);
  void KeepFallen(const Input& input, bool complete, const Problems& problems);
  void OpenInLedger(std::uint32_t file);
  void CloseInLedger(bool complete, const Problems& problems, const Bookmark& bookmark);
  void TellClash(const BatchRecord& record, Input* input);
  void Refuse(Problem problem, const Input& input, bool is_known);
  Input& InputOf(std::uint32_t file);

  std::uint64_t run_;
  Intake* intake_;
  Groups* groups_;
  Report* report_;
  std::map<std::uint32_t, std::unique_ptr<Input>> inputs_;
  std::uint32_t next_file_ = 1;
  bool has_fallen_ = false;
  std::uint32_t in_ledger_ = 0;  // The file whose entry is open in the ledger; 0: none.
};

}  // namespace backfile
