// The pipeline: files go in, records are cut from them, understood, judged, built, and gathered.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "indexer/clerk.h"
#include "indexer/crew.h"

namespace backfile {

struct PipelineOptions {
  Setup setup;                           // For the workers.
  int jobs = 1;                          // Builders.
  std::chrono::seconds stuck_after{10};  // Without progress on one record.
};

// Feeds files to a crew of workers. Decisions are made, and the books are kept, in the order of the
// input; only the work in between is parallel.
class Pipeline {
 public:
  // All must outlive the pipeline.
  Pipeline(const PipelineOptions& options, Clerk* clerk, Groups* groups, Report* report);
  ~Pipeline();

  // Takes in one file; returns once there is room for another. Files must come in PathLess order.
  void Feed(InputFile file);
  // The same for a file that is open already.
  void FeedOpen(InputFile file, FileDescriptor fd);
  // The same for one that cannot be read at all.
  void FeedRefused(InputFile file, Problem problem);
  // Waits for all that was fed, lets the workers go, and finishes the last group. If the run was
  // asked to stop (stop.h): only for what the builders are at; what comes after is left for the
  // next run.
  void Drain();

 private:
  struct Station;  // A builder and what it is at.
  struct FedFile;  // A file that the cutter has not told the end of.

  void Enlist(FedFile fed);
  void HireCutter();
  void SendToCutter(FedFile* fed);
  void TakeBatch(Message message);
  void CountStillborn(const Worker& worker);
  void CutterDied(Reason reason);
  FedFile* FileAtCutter();
  void Enqueue(std::unique_ptr<Job> job);

  void AssignJobs();
  void Assign(Station* station);
  void TakeFromBuilder(Station* station, const Message& message);
  void BuilderDied(Station* station, Reason reason);
  void JudgeInOrder();
  void CommitInOrder();

  void Step();  // Waits for something to happen, and deals with it.
  void ListenToCutter();
  void ListenTo(Station* station);
  void EndStuckCutter();
  void EndStuckBuilders();
  std::uint64_t Credit() const;  // Batches that may be on their way at once.
  bool HasWork() const;
  void Abandon();  // Lets go of what no builder is at.
  void Dismiss();  // Ends the workers: what comes after wants their memory.

  PipelineOptions options_;
  Clerk* clerk_;
  Groups* groups_;
  Report* report_;
  std::unique_ptr<Worker> cutter_;
  std::deque<FedFile> fed_;
  std::vector<std::unique_ptr<Station>> stations_;
  int stillborn_ = 0;                         // Processes in a row that ended before they began.
  std::deque<std::unique_ptr<Job>> waiting_;  // For a builder.
  std::map<std::uint64_t, std::unique_ptr<Job>> done_;  // By sequence, until it is their turn.
  std::uint64_t next_sequence_ = 0;
  std::uint64_t next_judged_ = 0;
  std::uint64_t next_committed_ = 0;
};

}  // namespace backfile
