// The worker processes: this program again, under a hidden verb, touching the bytes of the input so
// that a crash, a hang or a swelling costs one member and never the index.
//
// A *cutter* opens what it is handed and cuts it into records; a *builder* turns records into
// articles and builds a part of the index from them. Neither opens a path but the part directory it
// is given.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "formats/formats.h"

namespace backfile {

// Shared with the coordinator: what the worker is at, so that a dead one can be named its culprit.
struct Footprint {
  std::atomic<std::uint64_t> steps;   // Grows with every record begun.
  std::atomic<std::uint32_t> file;    // Cutter: the file it reads.
  std::atomic<std::uint32_t> record;  // Builder: the record of its batch; kNoRecord between.
  std::atomic<bool> has_begun;        // It has come as far as to wait for work.
};
inline constexpr std::uint32_t kNoRecord = 0xffffffff;

// What a process that reads archives may take before it is ended.
struct WorkerLimits {
  std::int64_t memory = 1'000'000'000;   // Address space, in bytes; 0: no limit.
  std::chrono::seconds stuck_after{10};  // Without progress on one record.
};

enum class WorkerRole { kCutter, kBuilder };

// Runs until the coordinator says it is enough or goes away. Expects the channel as descriptor 3
// and the Footprint's memory as descriptor 4. Returns the exit code.
int RunWorker(WorkerRole role);

// Records a batch holds at most, and bytes after which it is closed. A batch becomes a part: large
// ones have fewer terms to merge (1000 records of a kilobyte: a tenth more time in all), small ones
// keep every builder busy, take less memory (3 MB for 4: 20 MB less in all, in the same time) and
// cost less when one dies.
inline constexpr std::size_t kBatchRecords = 4000;
inline constexpr std::uint64_t kBatchBytes = 3U << 20;
// Records without their bytes, besides: nobody builds anything of these.
inline constexpr std::size_t kBareBatchRecords = 20'000;

}  // namespace backfile
