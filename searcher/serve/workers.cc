// Jobs and generations.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/workers.h"

#include <sys/stat.h>

#include <algorithm>

namespace backfile {

namespace {

std::int64_t Nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FreshSearcher::FreshSearcher(Shards shards) : shards_(std::move(shards)) { Reopen(); }

FreshSearcher::Marks FreshSearcher::MarkNow() const {
  Marks marks;
  struct stat status {};
  for (const std::string& place : shards_.places) {
    Mark& mark = marks.emplace_back();
    if (stat((place + "/current").c_str(), &status) == 0) {
      mark.inode = status.st_ino;
      mark.changed = Nanoseconds(status.st_ctim);
    }
    if (stat((place + "/people.tsv").c_str(), &status) == 0) {
      mark.people_changed = Nanoseconds(status.st_mtim);
    }
  }
  return marks;
}

Searcher& FreshSearcher::Reopen() {
  const Marks marks = MarkNow();
  searcher_ = std::make_unique<Searcher>(shards_);
  marks_ = marks;
  opened_ = std::chrono::steady_clock::now();
  facets_.Clear();
  return *searcher_;
}

bool FreshSearcher::IsFresh() const {
  constexpr std::chrono::minutes kAskServers{1};
  const bool has_servers = std::ranges::any_of(shards_.places, IsServer);
  const bool is_old = std::chrono::steady_clock::now() - opened_ > kAskServers;
  return MarkNow() == marks_ && !(has_servers && is_old);
}

Searcher& FreshSearcher::Get() {
  if (IsFresh()) return *searcher_;
  try {
    return Reopen();
  } catch (const Error&) {
    return *searcher_;
  }
}

Workers::Workers(const Shards& shards, std::size_t threads, std::size_t capacity)
    : capacity_(capacity) {
  for (std::size_t i = 0; i < threads; ++i) {
    searchers_.push_back(std::make_unique<FreshSearcher>(shards));
  }
  for (auto& searcher : searchers_) {
    threads_.emplace_back([this, own = searcher.get()] { Run(own); });
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  has_work_.notify_all();
}

bool Workers::Submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (is_ending_ || jobs_.size() >= capacity_) return false;
    jobs_.push_back(std::move(job));
  }
  has_work_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void Workers::Run(FreshSearcher* searcher) {
  while (true) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return is_ending_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(searcher);
  }
}

}  // namespace backfile
