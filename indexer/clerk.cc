// Matching, judging and committing jobs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clerk.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace backfile {

namespace {

LedgerRecord AsLedgerRecord(const BatchRecord& record) {
  LedgerRecord entry;
  entry.digest = record.digest;
  entry.locator = record.locator;
  return entry;
}

// What problems keep from being seen: the members that have them, and all that lies in these.
class HiddenMembers {
 public:
  explicit HiddenMembers(const Problems& problems) {
    for (const Problem& problem : problems) {
      if (HidesContent(problem.reason) && !problem.where.offset) {
        hidden_.insert(problem.where.members);
      }
    }
  }
  bool Hold(std::vector<std::string> members) const {
    if (hidden_.empty()) return false;
    while (!hidden_.contains(members)) {
      if (members.empty()) return false;
      members.pop_back();
    }
    return true;
  }

 private:
  std::set<std::vector<std::string>> hidden_;
};

std::string_view LossSentence(Reason reason) {
  return reason == Reason::kTimeout ? "the process that read it made no progress and was ended"
                                    : "the process that read it died";
}

}  // namespace

std::uint32_t Clerk::Open(InputFile file) {
  report_->all_bytes += file.found.size;
  inputs_[next_file_] = std::make_unique<Input>(std::move(file));
  return next_file_++;
}

Input& Clerk::InputOf(std::uint32_t file) {
  const auto it = inputs_.find(file);
  if (it == inputs_.end()) {
    throw Error(ExitCode::kInternal, "a worker spoke of a file that it was not given");
  }
  return *it->second;
}

const std::string& Clerk::PathOf(std::uint32_t file) const { return inputs_.at(file)->file().path; }

std::vector<std::uint64_t> Clerk::KnownKeysOf(std::uint32_t file) const {
  return inputs_.at(file)->KnownKeys();
}

const Bookmark& Clerk::BookmarkOf(std::uint32_t file) const { return inputs_.at(file)->bookmark(); }

std::vector<std::string> Clerk::ArchivesOf(const Job& job) const {
  std::vector<std::string> archives;
  for (const BatchRecord& record : job.batch->records()) archives.push_back(PathOf(record.file));
  return archives;
}

std::vector<std::uint32_t> Clerk::SourcesOf(const Job& job) const {
  std::vector<std::uint32_t> sources;
  for (const BatchRecord& record : job.batch->records()) {
    sources.push_back(inputs_.at(record.file)->source());
  }
  return sources;
}

void Clerk::Match(Job* job) {
  if (!job->batch) return;
  job->ends = job->batch->ends();
  for (const std::uint32_t file : job->batch->read_on()) {
    if (InputOf(file).ReadOn()) continue;
    throw Error(ExitCode::kInternal, "a worker read on where there is no bookmark");
  }
  for (const BatchRecord& record : job->batch->records()) {
    Input& input = InputOf(record.file);
    Job::Progress progress;
    if (const LedgerRecord* known = input.Match(AsLedgerRecord(record))) {
      progress.was_lost = known->refused && MayPass(*known->refused);
      if (!progress.was_lost) progress.known = known;
    }
    if (record.is_bare && progress.known == nullptr) {
      throw Error(ExitCode::kInternal, "a worker left out the bytes of a record that is not known");
    }
    progress.match_before = input.last_match();
    job->progress.push_back(progress);
  }
}

void Clerk::Judge(Job* job) {
  job->decisions.clear();
  std::map<std::uint32_t, std::uint32_t> nth;
  for (const Claim& claim : job->claims.claims) {
    if (claim.record >= job->records()) {
      throw Error(ExitCode::kInternal, "a worker claimed a record that it was not given");
    }
    const std::pair key(claim.record, nth[claim.record]++);
    if (!job->is_judged) {
      const BatchRecord& record = job->batch->records()[claim.record];
      Input& input = InputOf(record.file);
      Locator where = record.locator;
      where.archive = input.file().path;
      Decision decision;
      decision.fate = intake_->Decide(claim, input, where, &decision.article);
      job->decided[key] = decision;
    }
    job->decisions.push_back(job->decided[key]);
  }
  job->is_judged = true;
}

void Clerk::Commit(const Job& job) {
  std::size_t record = 0;
  for (const auto& [before, end] : job.ends) {
    while (record < std::min(before, job.records())) CommitRecord(job, record++);
    EndFile(end);
  }
  while (record < job.records()) CommitRecord(job, record++);
  groups_->AddPart(job.documents > 0 ? job.part_dir : "", job.batch->size());
  report_->articles += job.documents;
  report_->copies = intake_->copies;
  if (groups_->IsFull()) FinishGroup(&Groups::KeepGroup);
}

void Clerk::CommitRecord(const Job& job, std::size_t i) {
  const BatchRecord& record = job.batch->records()[i];
  const Job::Progress& progress = job.progress[i];
  Input& input = InputOf(record.file);
  LedgerRecord entry = AsLedgerRecord(record);
  ++report_->records;
  ++input.met;
  if (progress.known) {
    entry.articles = progress.known->articles;
    entry.refused = progress.known->refused;
    ++report_->known_records;
  }
  const auto& claims = job.claims.claims;
  for (auto claim = std::ranges::lower_bound(claims, i, {}, &Claim::record);
       claim != claims.end() && claim->record == i; ++claim) {
    const Decision& decision = job.decisions[static_cast<std::size_t>(claim - claims.begin())];
    entry.articles.push_back(decision.article);
    if (decision.fate == Fate::kRename) TellClash(record, &input);
  }
  if (progress.lost) {
    entry.refused = progress.lost;
    input.has_lost_records = true;
    Refuse({*progress.lost, record.locator, std::string(LossSentence(*progress.lost))}, input,
           progress.was_lost);
  }
  const auto& problems = job.claims.problems;
  const auto record_of = [](const auto& of) { return of.first; };
  for (auto it = std::ranges::lower_bound(problems, i, {}, record_of);
       it != problems.end() && it->first == i; ++it) {
    if (entry.articles.empty()) entry.refused = it->second.reason;
    Refuse(it->second, input, false);
  }
  if (progress.known && entry.refused) Refuse({*entry.refused, record.locator, ""}, input, true);
  if (!progress.known) input.TookIn(entry, progress.match_before);
  OpenInLedger(record.file);
  groups_->ledger().Add(entry);
}

// Once a file: where identifiers are mere numbers, all of them clash.
void Clerk::TellClash(const BatchRecord& record, Input* input) {
  if (std::exchange(input->has_told_clash, true)) return;
  Refuse({Reason::kIdentifierClash, record.locator,
          "another article has its identifier; both are kept, this one under one from its text"},
         *input, false);
}

void Clerk::EndFile(const FileEnd& end) {
  Input& input = InputOf(end.file);
  bool complete = end.complete && !input.has_lost_records;
  for (const Problem& problem : end.problems) {
    if (MayPass(problem.reason)) complete = false;
    Refuse(problem, input, input.KnowsProblem(problem));
  }
  if (!end.complete) {
    Refuse({Reason::kChanged, {}, "it changed while it was read; the next run takes it in"}, input,
           false);
  }
  OpenInLedger(end.file);
  Problems problems = input.OldProblems();
  std::ranges::copy(end.problems, std::back_inserter(problems));
  KeepFallen(input, complete, problems);
  CloseInLedger(complete, problems, end.bookmark);
  report_->bytes += input.file().size;
  report_->File(input.file().path, "read", input.file().size, input.met);
  inputs_.erase(end.file);
}

// Records that the file no longer holds stay in the ledger until the end of the run sees to their
// articles (settlement.h). Of a file that was not read to its end, or an archive that is cut short,
// nobody knows what it no longer holds: its records stay as they were.
void Clerk::KeepFallen(const Input& input, bool complete, const Problems& problems) {
  const HiddenMembers hidden(problems);
  for (LedgerRecord& record : input.WhatFell()) {
    const bool is_hidden =
        record.standing == Standing::kGone && hidden.Hold(record.locator.members);
    if (!complete || is_hidden) record.standing = Standing::kStands;
    has_fallen_ = has_fallen_ || record.standing != Standing::kStands;
    groups_->ledger().Add(record);
  }
}

void Clerk::OpenInLedger(std::uint32_t file) {
  if (in_ledger_ == file) return;
  Input& input = InputOf(file);
  groups_->ledger().BeginFile(input.file(), run_, input.options());
  in_ledger_ = file;
  if (std::exchange(input.has_old_in_ledger, true)) return;
  for (const LedgerRecord& record : input.OldRecords()) groups_->ledger().Add(record);
}

void Clerk::CloseInLedger(bool complete, const Problems& problems, const Bookmark& bookmark) {
  groups_->ledger().EndFile(complete, problems, complete ? bookmark : Bookmark());
  in_ledger_ = 0;
}

void Clerk::Refuse(Problem problem, const Input& input, bool is_known) {
  problem.where.archive = input.file().path;
  report_->Refused(problem, is_known);
}

void Clerk::Finish() { FinishGroup(&Groups::FinishGroup); }

void Clerk::FinishGroup(void (Groups::*finish)(Decided)) {
  if (in_ledger_ != 0) CloseInLedger(false, {}, {});
  if (groups_->has_pending()) (groups_->*finish)(intake_->TakeDecided());
}

}  // namespace backfile
