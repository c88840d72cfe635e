// The threads that search: a bounded queue of jobs, and a Searcher for each thread.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "searcher/searcher.h"
#include "searcher/serve/facet_memory.h"

namespace backfile {

// A Searcher that follows the pointer: a run that publishes is seen by the next question, and one
// that is under way ends in the generation in which it began. Servers are asked once a minute
// whether there is anything new.
class FreshSearcher {
 public:
  // Throws Error(kIndex).
  explicit FreshSearcher(Shards shards);

  // Of the live generation; of the last one, if that cannot be opened.
  Searcher& Get();
  // The files of the generation may have been deleted under it. Throws Error(kIndex).
  Searcher& Reopen();
  // Of the generation that was given last.
  FacetMemory* facets() { return &facets_; }

 private:
  // What tells one pointer from the next, without reading it.
  struct Mark {
    std::uint64_t inode = 0;
    std::int64_t changed = 0;  // Nanoseconds.
    std::int64_t people_changed = 0;
    friend bool operator==(const Mark&, const Mark&) = default;
  };
  using Marks = std::vector<Mark>;  // Of each index.
  Marks MarkNow() const;

  bool IsFresh() const;

  Shards shards_;
  Marks marks_;
  std::chrono::steady_clock::time_point opened_;
  std::unique_ptr<Searcher> searcher_;
  FacetMemory facets_;
};

class Workers {
 public:
  using Job = std::function<void(FreshSearcher*)>;

  // Throws Error(kIndex): there is no index that can be opened. `capacity`: jobs that may wait.
  Workers(const Shards& shards, std::size_t threads, std::size_t capacity);
  ~Workers();  // Ends what is queued.
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Jobs are done in their order, and throw nothing. False: too many are waiting.
  bool Submit(Job job);
  std::size_t waiting() const;

 private:
  void Run(FreshSearcher* searcher);

  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<Job> jobs_;
  bool is_ending_ = false;
  std::vector<std::unique_ptr<FreshSearcher>> searchers_;
  std::vector<std::jthread> threads_;
};

}  // namespace backfile
